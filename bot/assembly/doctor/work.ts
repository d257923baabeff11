/** Whether the work gets done: ledgers, sends, turns, the log, stops, backups, ticks. */
import type { HealthFacts } from "../../store/keep/health-facts.ts";
import { bad, ok, warn, type Finding } from "./finding.ts";

/** As the default policy: reminders wait when the ledger is older. */
const ledgerHours = 72;
const backupHours = 26;
/** A seal each hour would leave some; a day's without one means that nobody seals. */
const sealHours = 26;
const tickMinutes = 5;

export function workFindings(facts: HealthFacts): Finding[] {
  return [ledgers(facts), unknown(facts), touches(facts), turns(facts), log(facts), stops(facts), backups(facts), tick(facts)];
}

function ledgers({ ledgers: all }: HealthFacts): Finding {
  const old = all.filter(({ oldest_hours }) => oldest_hours > ledgerHours);
  if (all.length === 0) return ok("ledger", "no open loans");
  if (old.length === 0) return ok("ledger", `the oldest of a branch is ${hours(all[0]?.oldest_hours ?? 0)} old`);
  const shown = old.slice(0, 5).map(({ branch, oldest_hours }) => `${branch} (${hours(oldest_hours)})`);
  return bad("ledger", `too old for reminders: ${shown.join(", ")}`, "import the ledger of these branches");
}

const unknown = ({ unknown: n }: HealthFacts): Finding =>
  n === 0 ? ok("unknown outcomes", "none") : warn("unknown outcomes", `${String(n)} sends`, "npx huifang unknown list, and ask the provider");

function touches({ touches_late: late, claims_old: claims }: HealthFacts): Finding {
  if (claims > 0) return bad("sending", `${String(claims)} claims older than ten minutes`, "start a worker: its sweep closes them");
  return late === 0
    ? ok("sending", "nothing overdue")
    : bad("sending", `${String(late)} touches overdue by an hour`, "is a worker running, and does it keep up?");
}

function turns({ texts_waiting: waiting, turns_failing: failing }: HealthFacts): Finding {
  if (failing > 0) return warn("answering", `${String(failing)} texts threw and are tried again`, "look for `turn threw` in the logs");
  return waiting === 0
    ? ok("answering", "no text waits")
    : bad("answering", `${String(waiting)} texts wait for more than five minutes`, "is a worker running?");
}

function log({ log_pending: n, log_oldest_hours: age }: HealthFacts): Finding {
  if (n === 0 || age === null || age < sealHours) return ok("log entries to seal", String(n));
  return warn("log entries to seal", `${String(n)}, the oldest ${hours(age)} old`, "sealing is not running");
}

const stops = ({ stops: set }: HealthFacts): Finding =>
  set.length === 0
    ? ok("red button", "nothing is stopped")
    : warn(
        "red button",
        `stopped: ${set.map(({ scope, value }) => (value === null ? scope : `${scope} ${value}`)).join(", ")}`,
        "npx huifang stop-all off, when the reason is gone",
      );

function backups({ backup_hours: age, installed_hours: installed, demo }: HealthFacts): Finding {
  if (demo) return ok("backup", "a demonstration needs none");
  if (age !== null && age <= backupHours) return ok("backup", `the last one ${hours(age)} ago`);
  if (age === null && (installed ?? 0) <= backupHours) return ok("backup", "none yet, the installation is new");
  return warn("backup", age === null ? "none was ever made" : `the last one ${hours(age)} ago`, "npx huifang backup --out … --keys-out …, each day");
}

function tick({ last_tick_minutes: age }: HealthFacts): Finding {
  if (age === null) return warn("clock", "has not ticked in the last day", "start a worker");
  return age <= tickMinutes ? ok("clock", "ticks") : bad("clock", `ticked ${String(Math.round(age))} minutes ago`, "start a worker");
}

const hours = (n: number): string => (n < 48 ? `${n.toFixed(1)} h` : `${(n / 24).toFixed(1)} days`);
