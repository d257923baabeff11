import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day, dayMs, instant, minus, parseDay, plus, startOfDay, toDate, type Instant } from "../../bot/domain/calendar.ts";
