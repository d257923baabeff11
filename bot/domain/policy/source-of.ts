import type { GateRule, Reason } from "./gate.ts";
import type { Layer, Policy, Source } from "./policy.ts";

/** A reason with where its rule comes from, for whoever must answer for it. */
export interface SourcedReason {
  readonly rule: GateRule;
  readonly detail?: string;
  readonly pack?: string;
  readonly source: string;
  /** True: the official text was seen, or it is a fact of this installation. False: second-hand, or a careful guess of ours. */
  readonly seen: boolean;
}

export function sourced(reason: Reason, policy: Policy): SourcedReason {
  const { text, seen } = sourceOf(reason, policy);
  return { ...reason, source: text, seen };
}

function sourceOf(reason: Reason, policy: Policy): Source {
  const layer = policy.layers.find(({ id }) => id === reason.pack);
  return (layer && ofLayer(reason, layer)) ?? { text: own[reason.rule], seen: true };
}

function ofLayer({ rule, detail = "" }: Reason, layer: Layer): Source | undefined {
  const [purpose, channel] = detail.split(" on ");
  switch (rule) {
    case "hours":
      return layer.hours?.source;
    case "holiday":
      return layer.holidays?.source;
    case "budget":
      return layer.budgets?.find(({ window, unanswered }) => detail === (unanswered ? `${window}, unanswered` : window))?.source;
    case "pause":
      return layer.pauses?.[0]?.source;
    case "purpose_on_channel":
      return layer.forbidden?.find((one) => one.channel === channel && one.purposes.some((each) => each === purpose))?.source;
    case "consent":
      return layer.consents?.find((one) => (one.channel === undefined || one.channel === channel) && one.purposes.some((each) => each === purpose))?.source;
    case "third_party":
      return layer.thirdParties?.source;
    case "ledger_not_covering":
    case "ledger_too_old":
      return layer.ledger?.source;
    default:
      return undefined;
  }
}

/** What no pack needs to say: facts of the ledger and of this installation, and promises of the product itself. */
const own: Readonly<Record<GateRule, string>> = {
  loan_closed: "the lender's ledger",
  paid: "the lender's ledger",
  rescheduled: "the lender's ledger",
  plan_changed: "this installation's plans of reminders",
  arrived: "Huifang: nobody is told twice of what arrived",
  answered: "Huifang: who has answered is not asked again on another channel",
  reversed: "the lender's ledger",
  promise_over: "the lender's ledger, or the borrower",
  arrangement_over: "who decided of it, or the borrower",
  checkin_over: "the borrower's answers, or the check-in's time",
  document_over: "the borrower's files, or an officer",
  expired: "Huifang: a touch ends when the next stage begins",
  before_go_live: "Huifang: nothing from before the go-live is sent",
  restored: "Huifang: what was due before a restore may have gone out and is never sent again",
  missed: "Huifang: nothing is sent late in a storm after an outage",
  contact_closed: "the borrower, or an officer, closed this contact",
  person_unknown: "Huifang: after three unanswered questions a person finds out whose contact it is",
  no_contact_point: "the loan book",
  no_channel: "this installation's channels",
  template_not_approved: "this installation's templates",
  purpose_on_channel: "the channel's rules",
  consent: "the borrower",
  third_party: "Huifang: nobody hears of another's debt",
  offer_while_overdue: "Huifang: no offer of a loan while anything is overdue",
  hold: "a hold on this borrower",
  stopped: "the red button",
  policies_outdated: "Huifang: nothing is sent by packs that are no longer in force",
  yields: "Huifang: a check-in waits for what is more important to the borrower",
  ledger_not_covering: "the policy's age of the ledger",
  ledger_too_old: "the policy's age of the ledger",
  hours: "the policy's hours",
  holiday: "the policy's holidays",
  preference: "the borrower's own wish",
  budget: "the policy's budget",
  pause: "the policy's pause after a conversation",
  no_open_hour: "the borrower's wish and the policy's hours together leave no hour",
  allowed: "nothing speaks against it",
};
