import { dayIn, parseInstant, parseZone, type Day } from "../../domain/calendar.ts";
import { useStatus } from "../api/queries.ts";

/** Today by the installation's own clock (a demonstration's runs faster), in the browser's zone; undefined until it is known. */
export function useInstallationDay(): Day | undefined {
  const { data: status } = useStatus();
  const now = status && parseInstant(status.now);
  const zone = parseZone(Intl.DateTimeFormat().resolvedOptions().timeZone);
  return now !== undefined && zone !== undefined ? dayIn(now, zone) : undefined;
}
