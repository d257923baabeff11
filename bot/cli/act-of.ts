import { userInfo } from "node:os";
import type { Act } from "../app/people/ports.ts";
import type { Core } from "../assembly/core.ts";

/** Who acts from the command line, as the log names them: the operating system's user. */
export const actOf = ({ clock }: Pick<Core, "clock">): Act => ({ actor: `cli:${userInfo().username}`, at: clock.now() });
