/**
 * Steps of check-ins a second on one core, beside the same three questions as a BotkitConversation in memory, in one
 * run: `npm run bench:checkins`. BENCH_STEPS a round. By processor time, so that what else runs does not count.
 */
import path from "node:path";
import { templatesDir } from "../../bot/assembly/templates.ts";
import { instant, plus, zone, dayMs, type Instant } from "../../bot/domain/calendar.ts";
import { begin } from "../../bot/domain/checkins/begin.ts";
import { runStateForm, runStateJson } from "../../bot/domain/checkins/run-form.ts";
import { isOver, type CheckinWorld, type RunState } from "../../bot/domain/checkins/run.ts";
import { step } from "../../bot/domain/checkins/step.ts";
import type { InboundId } from "../../bot/domain/ids.ts";
import { currency } from "../../bot/domain/money.ts";
import type { Reply } from "../../bot/domain/replies/reply.ts";
import { understand } from "../../bot/domain/replies/understand.ts";
import { loadCheckins } from "../../bot/templates/load-checkins.ts";
import { botkitCheckin, type AskedQuestion } from "./support/botkit-checkin.ts";
import { figure, interleaved, report, size } from "./support/compare.ts";

const steps = size("STEPS", 60_000);
const rounds = size("ROUNDS", 5);
const now = instant("2026-11-28T02:00:00Z");
const shanghai = zone("Asia/Shanghai");
const cny = currency("CNY");

const { byId } = await loadCheckins(path.join(templatesDir, "checkins"));
const values = { name: "王小明", lender: "惠农", officer: "李伟", purpose: "进货", amount: "¥8,033.00", due_on: "12月15日", principal: "¥100,000.00" };
const worldOf = (id: string): CheckinWorld => {
  const questionnaire = byId.get(id);
  if (!questionnaire) throw new Error(`no questionnaire ${id}`);
  const facts = { "before.turnover": 30_000 };
  return { now, zone: shanghai, locale: "zh-CN", currency: cny, buttons: false, questionnaire, facts, values, words: { yes: "是", no: "不是" } };
};

/** One conversation: whose questions, and what is written. */
type Talk = readonly [id: string, ...texts: string[]];
/** Three questions by button or label, as nearly everybody answers. */
const plain: readonly Talk[] = [["keep-in-touch", "好的", "没变", "没问题", "没有"]];
/** Own words, sums, several in one, corrections, back, what nobody understands, a question of their own. */
const mixed: readonly Talk[] = [
  ["keep-in-touch", "现在可以", "没变的，还是原来的号码", "最近确实有点紧，生意淡", "家里都好，没事", "两家"],
  ["keep-in-touch", "没变，没问题，没有"],
  ["enterprise-month", "好的", "差不多", "大概三万五", "刚才说错了，是三万", "没有"],
  ["enterprise-month", "可以", "少很多", "两万", "不少", "上一题", "有几家", "来得少了", "马马虎虎吧", "只收现款", "想商量"],
  ["keep-in-touch", "明天下午", "继续", "１", "你们利息多少？", "第二个", "选1吧", "跳过"],
  ["what-happened", "可以", "忘记了", "25号"],
];

interface Prepared {
  readonly world: CheckinWorld;
  readonly texts: readonly { readonly text: string; readonly reply: Reply }[];
}
const replyTo = (text: string): Reply => understand(text, { receivedAt: now, zone: shanghai, locale: "zh-CN", currency: cny, open: [] });
const prepared = (talks: readonly Talk[]): Prepared[] =>
  talks.map(([id, ...texts]) => ({ world: worldOf(id), texts: texts.map((text) => ({ text, reply: replyTo(text) })) }));
const expiresAt: Instant = plus(now, 3 * dayMs);

/** How a text is understood, and how a run is kept between two steps. */
interface How {
  readonly reply: (of: Prepared["texts"][number]) => Reply;
  readonly kept: (run: RunState) => RunState;
}
const handed: How = { reply: ({ reply }) => reply, kept: (run) => run };
const understood: How = { reply: ({ text }) => replyTo(text), kept: (run) => run };
const stored: How = { reply: ({ reply }) => reply, kept: (run) => runStateForm.parse(JSON.parse(runStateJson(run))) };

/** Whole conversations, one after the other; the opening is a step, too. */
function perSecond(talks: readonly Prepared[], { reply, kept }: How): number {
  let [done, answers, n] = [0, 0, 0];
  const before = process.cpuUsage();
  while (done < steps) {
    const talk = talks[n++ % talks.length];
    if (!talk) throw new Error("nothing to say");
    let { run } = step(begin(expiresAt), { kind: "offer" }, talk.world);
    done += 1;
    for (const [i, one] of talk.texts.entries()) {
      const next = step(kept(run), { kind: "text", id: `in-${String(i)}` as InboundId, text: one.text, reply: reply(one) }, talk.world);
      run = next.run;
      done += 1;
    }
    answers += Object.keys(run.answers).length;
    if (!isOver(run.phase) && talks.length === 1) throw new Error("a conversation did not end");
  }
  const { user, system } = process.cpuUsage(before);
  if (answers === 0) throw new Error("no answer was recorded");
  return (done * 1e6) / (user + system);
}

const questions: readonly AskedQuestion[] = [
  {
    key: "contact",
    text: "您的号码和地址没有变吧？",
    options: [
      { key: "same", pattern: "没变" },
      { key: "changed", pattern: "换了" },
    ],
  },
  { key: "outlook", text: "下一期的款，您觉得怎么样？", options: ["没问题", "有点紧", "想商量一下"].map((pattern) => ({ key: pattern, pattern })) },
  { key: "home", text: "家里或身体，有事要我们照顾吗？", options: ["没有", "有一些", "请打电话给我"].map((pattern) => ({ key: pattern, pattern })) },
];
const botkit = botkitCheckin(questions);
let conversation = 0;
async function botkitPerSecond(): Promise<number> {
  const turns = Math.max(400, steps / 100);
  const [before, heard] = [process.cpuUsage(), botkit.answers()];
  let done = 0;
  while (done < turns) {
    conversation += 1;
    for (const text of ["好的", "没变", "没问题", "没有"]) {
      await botkit.hear(conversation, text);
      done += 1;
    }
  }
  const { user, system } = process.cpuUsage(before);
  if (botkit.answers() - heard !== (done * 3) / 4) throw new Error("Botkit has lost answers");
  return (done * 1e6) / (user + system);
}

const [plainTalks, mixedTalks] = [prepared(plain), prepared(mixed)];
const measured = await interleaved(
  {
    plain: () => Promise.resolve(perSecond(plainTalks, handed)),
    mixed: () => Promise.resolve(perSecond(mixedTalks, handed)),
    understood: () => Promise.resolve(perSecond(mixedTalks, understood)),
    stored: () => Promise.resolve(perSecond(plainTalks, stored)),
    botkit: botkitPerSecond,
  },
  { rounds },
);
const baseline = { name: "a BotkitConversation in memory", values: measured.botkit };
report("Check-ins, on one core", [
  figure("steps, three plain answers", "/s", measured.plain, baseline, undefined),
  figure("steps, three plain answers, against the aim", "/s", measured.plain, undefined, { at: "least", bound: 100_000 }),
  figure("steps, stored as JSON and read back each time", "/s", measured.stored, baseline),
  figure("steps, own words, corrections, nonsense", "/s", measured.mixed, undefined, { at: "least", bound: 100_000 }),
  figure("steps, the text understood besides", "/s", measured.understood, undefined),
]);
