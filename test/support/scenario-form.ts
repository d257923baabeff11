import { z } from "zod";
import { mediaKinds } from "../../bot/domain/turns/media.ts";

/** A scenario as its file has it: a small book, a clock, steps, and what must or must not show in the golden output. */
const duration = z.string().regex(/^\d+(s|m|h|d)$/);
const moment = z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/);
const dayForm = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const amount = z.string();

const loanForm = z.strictObject({
  first_due: dayForm,
  amount: amount.default("8033.00"),
  instalments: z.int().default(12),
  frequency: z.enum(["weekly", "biweekly", "monthly", "quarterly"]).default("monthly"),
  currency: z.string().default("CNY"),
  amount_due: amount.exactOptional(),
  /** How many instalments were paid before. */
  paid: z.int().default(0),
});

const borrowerForm = z.strictObject({
  name: z.string(),
  locale: z.string().default("zh-CN"),
  zone: z.string().exactOptional(),
  verified: z.boolean().default(true),
  address: z.string().exactOptional(),
  branch: z.string().default("branch-1"),
  type: z.string().default("micro_enterprise"),
  loans: z.record(z.string(), loanForm),
});

const text = z.union([z.string(), z.strictObject({ repeat: z.string(), times: z.int() })]);
const caseName = z.string().regex(/^\S+\/[a-z_]+$/);
const stop = z.strictObject({ scope: z.enum(["all", "channel", "branch", "template"]), value: z.string().exactOptional() });

const stepForm = z.union([
  /** The clock runs on, workers and ticks with it. */
  z.strictObject({ at: moment }),
  z.strictObject({ advance: duration }),
  /** The clock runs on and nothing else does: every process is down, every queued job lost. */
  z.strictObject({ outage: duration }),
  /** Several texts come a second after the other; the clock then runs on for `then`. `sent`: the provider's time, so long ago. */
  z.strictObject({
    borrower: z.strictObject({
      from: z.string(),
      says: z.union([text, z.array(text)]),
      id: z.string().exactOptional(),
      /** Written on the page of a link of theirs: the channel knows exactly whose text it is. */
      link: z.literal(true).exactOptional(),
      sent: duration.exactOptional(),
      /** What comes with it; what is said is then its caption. */
      media: z.enum(mediaKinds).exactOptional(),
      then: duration.default("5s"),
    }),
  }),
  z.strictObject({ pay: z.strictObject({ loan: z.string(), amount, on: dayForm.exactOptional() }) }),
  /** The loan's newest payment. */
  z.strictObject({ reverse: z.string() }),
  z.strictObject({ ledger: z.literal("told") }),
  z.strictObject({
    loan: z.strictObject({ id: z.string(), status: z.enum(["open", "closed", "written_off"]).exactOptional(), first_due: dayForm.exactOptional() }),
  }),
  z.strictObject({ provider: z.enum(["up", "down", "429", "refuses", "silent", "throws"]) }),
  /** The provider's word on the newest text to that borrower. */
  z.strictObject({ receipt: z.strictObject({ to: z.string(), state: z.enum(["delivered", "read", "failed"]) }) }),
  z.strictObject({ acknowledge: caseName }),
  z.strictObject({ wait: caseName }),
  z.strictObject({ resolve: caseName, code: z.string() }),
  z.strictObject({ lift: caseName }),
  /** What somebody makes of the newest application for that loan. */
  z.strictObject({
    arrangement: z.strictObject({
      of: z.string(),
      by: z.string(),
      role: z.enum(["officer", "supervisor"]),
      does: z.enum(["approve", "change", "refuse", "consent"]),
      parts: z.int().exactOptional(),
      first_on: dayForm.exactOptional(),
    }),
  }),
  /** A supervisor asks everybody of a trade or branch. */
  z.strictObject({ round: z.strictObject({ questionnaire: z.string(), trade: z.string().exactOptional(), branch: z.string().exactOptional() }) }),
  /** The next version of a questionnaire is published, with other words in it. */
  z.strictObject({ supersede: z.strictObject({ questionnaire: z.string(), say: z.string(), instead_of: z.string() }) }),
  z.strictObject({ withdraw_question: z.strictObject({ questionnaire: z.string(), version: z.int().default(1), question: z.string() }) }),
  /** An officer takes the chat over. */
  z.strictObject({ take_over: z.string() }),
  z.strictObject({ settle: z.string(), outcome: z.enum(["delivered", "not_delivered"]) }),
  z.strictObject({ stop }),
  z.strictObject({ lift_stop: stop }),
]);
export type Step = z.infer<typeof stepForm>;

export const scenarioForm = z.strictObject({
  title: z.string(),
  zone: z.string().default("Asia/Shanghai"),
  start: moment,
  /** live: told at each tick, as a core banking system with a feed does; silent: only where a step tells it. */
  ledger: z.enum(["live", "silent"]).default("live"),
  /** The packs of contact rules that hold for everybody here. */
  packs: z.array(z.string()).default(["default"]),
  /** By what the lender proves itself besides the contract's ending. */
  proof: z.strictObject({ domain: z.string().exactOptional(), telephone: z.string().exactOptional() }).default({}),
  borrowers: z.record(z.string(), borrowerForm),
  /** Questionnaires that are published from the beginning: of templates/checkins, or of test/scenarios/questionnaires. */
  checkins: z.array(z.string()).default([]),
  steps: z.array(stepForm),
  /** Each must show in the golden output: the point of the scenario, kept when goldens are made again. */
  expect: z.array(z.string()).default([]),
  never: z.array(z.string()).default([]),
});
export type Scenario = z.infer<typeof scenarioForm>;
