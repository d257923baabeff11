/**
 * Makes the rounds of the check-in plan: of each loan whose next look has come it asks the domain what begins today, and
 * when to look again. Idempotent: a round's key is unique for its borrower for ever, and the next look is written with it.
 */
import { addDays, dayIn, daysBetween, instantAt, type Day } from "../../domain/calendar.ts";
import type { CheckinPlan } from "../../domain/checkins/checkin-plan.ts";
import { checkinsDue, type DueCheckin } from "../../domain/checkins/checkins-due.ts";
import { nextRoundOn } from "../../domain/checkins/next-round.ts";
import { offerTime } from "../../domain/checkins/offer-time.ts";
import { phaseOf } from "../../domain/checkins/phase.ts";
import type { Questionnaire } from "../../domain/checkins/questionnaire.ts";
import { roundOf } from "../../domain/checkins/scheduled-round.ts";
import type { CheckinRoundId, CheckinRunId } from "../../domain/ids.ts";
import type { Plans } from "../../domain/reminders/plan.ts";
import type { Base } from "../ports.ts";
import type { CheckinReading, LoanLookedAt, Looked, LookStore, PublishedVersion, QuestionnaireStore } from "./ports.ts";

export interface CheckinPlanningDeps extends Base {
  readonly looks: LookStore;
  readonly questionnaires: Pick<QuestionnaireStore, "published">;
  readonly reading: Pick<CheckinReading, "questionnaire">;
  /** Undefined: nobody is asked by plan. */
  readonly checkinPlan: CheckinPlan | undefined;
  readonly plans: Pick<Plans, "of">;
}

const atOnce = 500;
/** The rest waits for the next tick: a book that is new here must not keep its reminders waiting. */
const mostPages = 20;
/** For the officer's visit, from the round's day. */
const visitDays = 14;

export async function planCheckins(deps: CheckinPlanningDeps): Promise<{ chats: number; visits: number }> {
  const { looks, clock, checkinPlan, questionnaires, log } = deps;
  const made = { chats: 0, visits: 0 };
  if (!checkinPlan) return made;
  const versions = await questionnaires.published();
  const plan = { ...checkinPlan, lines: checkinPlan.lines.filter(({ checkin }) => versions.some(({ questionnaire }) => questionnaire === checkin)) };
  await looks.planIs(`${plan.version} ${plan.lines.map(({ checkin }) => checkin).join(" ")}`, clock.now());
  if (!(await looks.areDue(clock.now()))) return made;
  const published = readPublished(deps, versions);
  for (let pages = 0; pages < mostPages; pages++) {
    const page = await looks.page(atOnce, clock.now(), (loans) => decide(deps, plan, published, loans));
    made.chats += page.chats;
    made.visits += page.visits;
    if (page.looked < atOnce) break;
  }
  if (made.chats + made.visits > 0) log.info(made, "check-ins planned");
  return made;
}

type Published = ReadonlyMap<string, Questionnaire & { readonly of: PublishedVersion }>;

const readPublished = ({ reading }: CheckinPlanningDeps, versions: readonly PublishedVersion[]): Published =>
  new Map(versions.map((of) => [of.questionnaire, { ...reading.questionnaire(of.source), of }]));

/** Of several loans of one borrower, one round a day: the others are looked at tomorrow. */
function decide(deps: CheckinPlanningDeps, plan: CheckinPlan, published: Published, loans: readonly LoanLookedAt[]): Looked[] {
  const begun = new Set<string>();
  return loans.map((of) => {
    const today = dayIn(deps.clock.now(), of.zone);
    const history = {
      ...of.history,
      running: of.history.running || begun.has(of.borrowerId),
      reminders: [...of.history.reminders, ...remindersAhead(deps, plan, of, today)],
      // A questionnaire's own consent is the one to hear of offers: who gave that is asked.
      consents: of.agreed ? [...published.values()].flatMap(({ needsConsent }) => needsConsent ?? []) : [],
    };
    const due = checkinsDue(plan, published, of.loan, history, today, 0);
    if (due) begun.add(of.borrowerId);
    return { loanId: of.loanId, lookAt: nextLookAt(plan, of, due, today), ...(due && planned(deps, plan, published, of, due)) };
  });
}

/** Null: no more is asked about this loan, unless the ledger changes it. */
function nextLookAt(plan: CheckinPlan, { loan, openSince, history, zone }: LoanLookedAt, due: DueCheckin | undefined, today: Day): Looked["lookAt"] {
  const isOver = phaseOf(loan, plan.phaseDays, today) === undefined && today >= loan.disbursedOn;
  if (isOver) return null;
  const begun = new Set([...history.rounds.map(({ key }) => key), ...(due ? [due.round] : [])]);
  return instantAt(nextRoundOn(plan, loan, openSince, begun, today), 0, zone);
}

/** Those that no touch was made for yet. */
function remindersAhead({ plans }: CheckinPlanningDeps, { reminderDays }: CheckinPlan, { loan, kind, openSince }: LoanLookedAt, today: Day): Day[] {
  if (loan.status !== "open" || openSince === undefined) return [];
  const { stages } = plans.of(kind);
  return loan.schedule
    .filter(({ dueOn }) => dueOn >= openSince)
    .flatMap(({ dueOn }) => stages.map(({ offset }) => addDays(dueOn, offset)))
    .filter((on) => Math.abs(daysBetween(today, on)) <= reminderDays);
}

function planned(
  { clock, newId }: CheckinPlanningDeps,
  plan: CheckinPlan,
  published: Published,
  { borrowerId, loanId, zone, branch, officer }: LoanLookedAt,
  due: DueCheckin,
): Pick<Looked, "run" | "visit"> {
  const version = published.get(due.checkin);
  if (!version) return {};
  const round = { id: newId<CheckinRoundId>(), ...roundOf(due, plan) };
  const of = { borrowerId, loanId, round, roundKey: due.round };
  if (due.kind === "visit") return { visit: { ...of, id: newId<string>(), branch, officer, dueOn: addDays(due.on, visitDays) } };
  const time = offerTime(borrowerId, due.on, clock.now(), zone);
  return { run: { ...of, ...time, id: newId<CheckinRunId>(), questionnaireId: version.of.id, questions: version.questions.length } };
}
