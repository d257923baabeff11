import type { Strings } from "./strings.ts";

const many = (n: number, one: string, more: string): string => `${String(n)} ${n === 1 ? one : more}`;

export const en: Strings = {
  nav: { today: "Today", borrowers: "Borrowers", escalations: "Cases", switchTo: "中文", demoTime: "Demo time", offline: "Reconnecting…" },
  stop: {
    button: "Stop sending", title: "Stop everything that goes out by itself?", confirm: "Stop sending", cancel: "Keep sending", lift: "Send again",
    explain: "Nothing automatic goes out to anyone from this moment until somebody lifts it. What was due waits and is judged again. Opt-outs are still confirmed.",
    stopped: (what, by, at) => `Sending is stopped: ${what}. Set by ${by}, ${at}.`,
    scope: { all: "everything", channel: "channel", branch: "branch", template: "template" },
  },
  common: {
    loading: "Loading…", failed: "This could not be loaded.", retry: "Try again", more: "Show more", none: "—", erased: "Erased", us: "We", borrower: "Borrower",
    conflict: "Somebody else was faster: the page now shows how things stand.", commandFailed: "That did not work. Nothing was changed.", copied: "Copied", copy: "Copy", close: "Close",
    notYetRendered: "Not written yet", noWords: "(erased)",
    person: (externalId, branch, officer) => `${externalId} · ${branch} · ${officer}`,
  },
  today: {
    title: "Today", out: "Went out", in: "Came in", held: "Held back", needs: "Need a person", quiet: "A quiet day so far", quietHint: "Nothing has gone out or come in yet today. Import a loan book and reminders will appear here when they fall due.",
    needsTitle: "Needs a person", allCases: "All cases", unknownTitle: "Did these arrive?", unknownHint: "The provider gave no clear answer. They are never sent again by themselves; say what you know.",
    delivered: "It arrived", notDelivered: "It did not", latestIn: "What came in", latestOut: "What went out", heldTitle: "Held back, and why",
    nothingOut: "Nothing has gone out today.", nothingIn: "Nobody has written today.", nothingHeld: "Nothing was held back today.", nobodyWaits: "Nobody is waiting for a person.",
    deferred: (n) => `${String(n)} deferred`, suppressed: (n) => `${String(n)} not sent`, again: (at) => `looked at again ${at}`, more: (n) => `and ${String(n)} more`, open: (n) => many(n, "open case", "open cases"), unknown: (n) => `${String(n)} without an outcome`,
  },
  borrowers: {
    title: "Borrowers", search: "Borrower or loan number", searchHint: "Names are encrypted and cannot be searched.", empty: "No borrowers yet. Import a loan book to begin.", nothingFound: "No borrower or loan number begins like that.",
    nothingOverdue: "Nothing overdue", lastHeard: "Last wrote", never: "Never wrote", onHold: "On hold", since: (on) => `since ${on}`, cases: (n) => many(n, "open case", "open cases"),
  },
  borrower: {
    owed: "Owed", nothingOverdue: "Nothing overdue", overdue: "Overdue", next: "Next", dueToday: "Due today", whole: "Open in all", nothingOwed: "Nothing is owed.", hold: "Hold", noHold: "No hold", noHoldHint: "Reminders go out as planned.",
    untilLifted: "until a person lifts it", lift: "Lift", optOutStays: "Only the borrower can take this back.", lastSaid: "Last said", nothingSaid: "Nothing yet", promised: "Promised", nothingPromised: "No open promise",
    conversation: "Conversation", noConversation: "Nothing has been said yet.", older: "Show older", ledger: "Ledger", timeline: "What happened", nothingHappened: "Nothing has happened yet.", cases: "Cases",
    makeLink: "Make a chat link", linkMade: "Chat link", linkHint: "Give it to this borrower only: whoever has it reads this chat. It is shown once.", understood: "Understood as", saidYes: "yes", saidNo: "no", askedBack: "unsure: asked back",
    lenderSays: "Lender's figure", paymentsTitle: "Payments", noPayments: "No payments posted.", noLoans: "No loans.", amount: "Amount", open: "Open", dueOn: "Due", state: "State", localTime: "Times are the borrower's own",
    since: (on, days) => `since ${on} · ${many(days, "day", "days")}`, until: (at) => `until ${at}`, loan: (id) => `Loan ${id}`, instalment: (no) => `instalment ${String(no)}`, ledgerAsOf: (at) => `Ledger as of ${at}`, principal: (text) => `${text} lent`, paid: (text) => `${text} paid`,
    validUntil: (on) => `Valid until ${on}`, promise: (amount, on) => `${amount} on ${on}`, brokenBefore: (n) => many(n, "earlier promise broken", "earlier promises broken"),
  },
  escalations: {
    title: "Cases", open: "Open", resolved: "Resolved", noneOpen: "Nobody is waiting for a person", noneOpenHint: "When something is wrong, it appears here with the reason and the borrower's words.", noneResolved: "No case has been resolved yet.",
    nextAlert: (at) => `next alert ${at}`, hasIt: (by) => `${by} has it`,
  },
  escalation: {
    evidence: "What shows it", noEvidence: "Nothing was kept.", nextStep: "Next step", ledger: "What the ledger says", alerts: "Who was alerted", noAlerts: "Nobody yet.", acknowledge: "I take it", wait: "Wait for the borrower", resolve: "Resolve", resolveTitle: "How did it end?",
    code: "Reason", note: "Note (optional)", notePlaceholder: "What was agreed, in a sentence. Kept encrypted.", cancel: "Cancel", toBorrower: "Open the borrower", resolvedAs: "Ended as",
    alerted: (role, officer) => (officer ? `${role}: ${officer}` : role), opened: (at) => `Opened ${at}`, acknowledgedBy: (by, at) => `Taken by ${by}, ${at}`, resolvedBy: (by, at) => `Resolved by ${by}, ${at}`,
  },
  severity: { urgent: "Urgent", high: "High", normal: "Normal" },
  escalationState: { open: "Waiting", acknowledged: "In hand", waiting_on_borrower: "Waiting for the borrower", resolved: "Resolved" },
  escalationReason: {
    distress: "In distress", deceased: "Reported deceased", dispute: "Disputes the debt", wrong_person: "Wrong person", human_wanted: "Wants a person", abusive: "Threats or abuse", refused: "Refuses to pay", hardship: "In hardship", asks_for_time: "Asks for time",
    unanswered: "Three reminders unanswered", broken_promise: "Promise broken", turn_failed: "Could not be processed",
  },
  nextStep: {
    distress: "Call now, and speak of the person, not of the debt. Automation is silent until the hold is lifted.",
    deceased: "Do not write. Speak to the family through the branch, and ask what the lender's policy for estates requires.",
    dispute: "Compare the borrower's words with the ledger, answer in writing, and correct the ledger where they are right.",
    wrong_person: "Find the borrower's present number with the branch. Nothing more is sent to this one.",
    human_wanted: "Call or write back in the borrower's own words' language; answer the question before speaking of payment.",
    abusive: "Do not answer in kind. Decide with the supervisor who speaks to the borrower, and whether someone is at risk.",
    refused: "Ask why before anything else: a refusal often hides a dispute or hardship.",
    hardship: "Ask what has changed and what can be paid, and agree an instalment plan before the next due day.",
    asks_for_time: "Agree a date and an amount that can be kept, and record it.",
    unanswered: "Try another way: a call, a visit, the guarantor the lender may speak to. Check that the number is right.",
    broken_promise: "Ask what came between. Agree a smaller or later payment rather than repeat the same promise.",
    turn_failed: "Read the borrower's text yourself and answer it: the bot could not.",
  },
  resolution: { agreed_with_borrower: "Agreed with the borrower", contact_corrected: "Contact corrected", ledger_corrected: "Ledger corrected", referred: "Referred to someone else", no_action_needed: "No action needed", duplicate: "Duplicate" },
  holdReason: {
    opt_out: "Opted out", dispute: "Dispute", claims_paid: "Says it is paid", distress: "Distress", deceased: "Deceased", takeover: "An officer has taken over", legal: "With the lawyers", wrong_person: "Wrong person", do_not_contact: "Do not contact", promised: "Has promised to pay", with_officer: "A person was promised",
  },
  gateRule: {
    loan_closed: "the loan is closed", paid: "paid meanwhile", rescheduled: "the schedule changed", expired: "the next stage has begun", before_go_live: "due before go-live", missed: "missed by more than a day", contact_closed: "this contact is closed", person_unknown: "nobody there has said who they are", no_contact_point: "no way to reach them",
    no_channel: "the channel is not set up", template_not_approved: "the template is not approved", hold: "on hold", stopped: "sending is stopped", ledger_not_covering: "the ledger does not cover the due day yet", ledger_too_old: "the ledger is too old", hours: "outside contact hours", budget: "contact budget used up", allowed: "allowed",
  },
  budgetWindow: { day: "today", week: "these seven days" },
  decision: { send: "Sent", defer: "Deferred", suppress: "Not sent" },
  messageState: { queued: "Waiting to go out", claimed: "On its way", sent: "Sent", delivered: "Delivered", read: "Read", failed: "Failed", unknown: "Outcome unknown", not_sent: "Not sent yet", suppressed: "Not sent", received: "Received" },
  touchState: { planned: "Planned", claimed: "On its way", sent: "Sent", suppressed: "Not sent", failed: "Failed" },
  instalmentState: { paid: "Paid", overdue: "Overdue", due_today: "Due today", partly_paid: "Partly paid", open: "Not due yet" },
  loanStatus: { open: "Running", closed: "Closed", written_off: "Written off" },
  promiseState: { open: "Open", kept: "Kept", partly_kept: "Partly kept", broken: "Broken", replaced: "Replaced", made: "Made" },
  contactState: { unverified: "not verified", verified: "verified", closed: "closed" },
  channel: { web: "Web chat", sim: "Simulated" },
  role: { officer: "Officer", supervisor: "Supervisor", admin: "Admin" },
  status: {
    claims_paid: "Says it is paid", promise_confirmed: "Confirmed a promise", asks_for_time: "Asked for time", hardship: "Told of hardship", dispute: "Disputed the debt", wrong_person: "Is not the borrower", opt_out: "Opted out", refused: "Refused to pay",
    person_confirmed: "Confirmed who they are", distress: "Showed distress", deceased: "Borrower reported deceased", abusive: "Threats or abuse",
  },
  intent: {
    paid: "says it is paid", promise: "promise", partial: "part payment", extension: "asks for time", hardship: "hardship", dispute: "dispute", wrong_person: "wrong person", deceased: "deceased", refuse: "refuses", opt_out: "opts out", question: "question", human: "wants a person", abusive: "abuse", distress: "distress", unclear: "unclear",
  },
  happened: {
    opened: "opened", acknowledged: "taken", resolved: "resolved", holdSet: (reason) => `Hold set: ${reason}`, holdLifted: (reason, by) => `Hold lifted by ${by}: ${reason}`, escalation: (reason, what) => `Case ${what}: ${reason}`,
    reminder: (stage, decision) => `Reminder ${stage}: ${decision}`, promise: (amount, on, state) => `Promise of ${amount} on ${on}: ${state}`,
  },
  stage: (offset) => (offset === 0 ? "on the due day" : offset < 0 ? `${many(-offset, "day", "days")} before` : `${many(offset, "day", "days")} after`),
};
