import { dayIn, dayMs, minuteOfDay, weekday } from "../../bot/domain/calendar.ts";
import { distressAnswer } from "../../bot/domain/policy/hold.ts";
import { isNeutral } from "../../bot/domain/turns/says.ts";
import type { Sent } from "./scenario-channel.ts";
import { readLog, type Entry } from "./scenario-entries.ts";
import { zoneOf } from "./scenario-steps.ts";
import type { World } from "./scenario-world.ts";

/** What must never happen (design §3), whatever the story: every broken rule in a line. */
export async function brokenRules(world: World): Promise<string[]> {
  const log = await readLog(world);
  const claims = new Map(log.filter(({ kind }) => kind === "message.claimed").map((entry) => [`${entry.body.message ?? ""} ${String(entry.at)}`, entry]));
  const broken: string[] = world.faults.map((fault) => `a job failed: ${fault}`);
  const said: { call: Sent; entry: Entry }[] = [];
  for (const call of world.channel.calls) {
    const entry = claims.get(`${call.messageId} ${String(call.at)}`);
    if (!entry || entry.body.text !== call.text) broken.push(`a text left that the log does not have as it was: ${call.text}`);
    else said.push({ call, entry });
  }
  broken.push(...twice(said), ...outOfBounds(world, log, said), ...afterSafety(log, said), ...debtToStrangers(world, log, said), ...othersNames(world, said));
  return broken;
}

type Said = readonly { readonly call: Sent; readonly entry: Entry }[];

/** A borrower's phone gets no touch and no answer twice. */
function twice(said: Said): string[] {
  const arrived = said.filter(({ call }) => call.arrived).map(({ entry }) => entry.body.unit ?? "?");
  return arrived.filter((unit, i) => arrived.indexOf(unit) !== i).map((unit) => `said twice: ${unit}`);
}

function outOfBounds(world: World, log: readonly Entry[], said: Said): string[] {
  const broken: string[] = [];
  const initiated = said.filter(({ call, entry }) => call.arrived && entry.body.class === "initiating");
  // Who asked to be asked at another time is asked then: it is theirs, not one of ours.
  const askedFor = ({ entry: { at, borrower, body } }: Said[number]): boolean =>
    body.template?.startsWith("checkin-") === true &&
    log.some((other) => other.kind === "checkin.postponed" && other.borrower === borrower && other.at < at && other.at > at - 2 * dayMs);
  const started = initiated.filter((one) => !askedFor(one));
  for (const { entry } of started) {
    const zone = zoneOf(world, entry.borrower ?? "");
    const minute = minuteOfDay(entry.at, zone);
    // of other packs' hours a table test says the same
    const ofDefault = world.scenario.packs.length === 1 && world.scenario.packs[0] === "default";
    if (ofDefault && (minute < 540 || minute >= 1080 || weekday(dayIn(entry.at, zone)) === 7)) broken.push(`outside of the hours: ${entry.body.text ?? ""}`);
    const same = started.filter((other) => other.entry.borrower === entry.borrower);
    if (same.filter((other) => dayIn(other.entry.at, zone) === dayIn(entry.at, zone)).length > 1) broken.push(`more than one a day to ${entry.borrower ?? ""}`);
    if (same.filter((other) => other.entry.at <= entry.at && other.entry.at > entry.at - 7 * dayMs).length > 3)
      broken.push(`more than three in seven days to ${entry.borrower ?? ""}`);
  }
  return broken;
}

/** Nothing automatic after distress or a death until a person lifts the hold. */
function afterSafety(log: readonly Entry[], said: Said): string[] {
  return log
    .filter(({ kind, body }) => kind === "hold.set" && (body.reason === "distress" || body.reason === "deceased"))
    .flatMap((hold) => {
      const lifted = log.find((entry) => entry.kind === "hold.lifted" && entry.body.hold === hold.body.hold)?.at ?? Infinity;
      const after = said.filter(({ entry }) => entry.borrower === hold.borrower && entry.at >= hold.at && entry.at < lifted);
      // a cry for help is answered once, with whom they may call
      const help = hold.body.reason === "distress" ? after.findIndex(({ entry }) => entry.body.template === distressAnswer) : -1;
      // on a shared number the hold is the number's, and so is the borrower's other channel free
      return hold.body.contact && hold.body.because === "shared_number" ? [] : after.filter((_, i) => i !== help);
    })
    .map(({ entry }) => `said after ${"distress or death"}: ${entry.body.text ?? ""}`);
}

/** On a number that several left, no text names another of them. */
function othersNames({ scenario }: World, said: Said): string[] {
  const addressOf = (id: string): string => scenario.borrowers[id]?.address ?? `sim-${id}`;
  return said.flatMap(({ entry }) =>
    Object.entries(scenario.borrowers)
      .filter(([id, { name }]) => id !== entry.borrower && addressOf(id) === addressOf(entry.borrower ?? "") && entry.body.text?.includes(name))
      .map(() => `another's name: ${entry.body.text ?? ""}`),
  );
}

/** Before the right person has answered, no text speaks of a loan. */
function debtToStrangers({ scenario }: World, log: readonly Entry[], said: Said): string[] {
  const broken: string[] = [];
  for (const [borrower, { verified: known, address }] of Object.entries(scenario.borrowers)) {
    // a number that several left is nobody's until one of them has said who they are
    const linked = scenario.steps.some((step) => "borrower" in step && step.borrower.from === borrower && step.borrower.link);
    const shared = !linked && address !== undefined && Object.values(scenario.borrowers).filter((other) => other.address === address).length > 1;
    const verified = known && !shared;
    const knownAt = verified ? -Infinity : (log.find(({ kind, borrower: who }) => kind === "status.person_confirmed" && who === borrower)?.at ?? Infinity);
    for (const { entry } of said) {
      const neutral = isNeutral({ template: entry.body.template ?? "", params: {}, textClass: "response" });
      if (entry.borrower === borrower && entry.at < knownAt && !neutral) broken.push(`debt to a stranger: ${entry.body.text ?? ""}`);
    }
  }
  return broken;
}
