import { day } from "../../../bot/domain/calendar.ts";
import { currency } from "../../../bot/domain/money.ts";
import type { OpenQuestion, TurnState } from "../../../bot/domain/turns/turn.ts";
import { amount, date, inDays, known, now, quoted, stranger, type Meaning } from "./turn-fixture.ts";

export interface TurnCase {
  readonly name: string;
  readonly state: TurnState;
  readonly texts: readonly (Meaning & { readonly text: string; readonly late?: boolean })[];
  readonly events: readonly string[];
  /** Template ids, each with its values where these matter: "confirm-promise ¥5,000.00 12月15日". */
  readonly says: readonly string[];
  readonly asked?: OpenQuestion["kind"];
  readonly unclear?: number;
}

const on15 = date(day("2026-12-15"));
const on20 = date(day("2026-12-20"));
const promise5000: Meaning = { is: ["promise"], parts: [{ ...on15, ...amount(500_000n) }] };
const when: OpenQuestion = { kind: "promise_when", askedAt: now };
const rephrase: OpenQuestion = { kind: "rephrase", askedAt: now };
const en = { locale: "en" };

export const turnCases: readonly TurnCase[] = [
  // lives before money
  { name: "distress is answered by people only", state: known(), texts: [{ text: "不想活了", is: ["distress"] }], events: ["distress"], says: [] },
  { name: "distress, en", state: known(en), texts: [{ text: "I can't go on living", is: ["distress", "hardship"] }], events: ["distress"], says: [] },
  { name: "a death is answered by people only", state: known(), texts: [{ text: "他已经死了", is: ["deceased"] }], events: ["deceased"], says: [] },
  { name: "a death, told by a stranger", state: stranger(en), texts: [{ text: "She passed away", is: ["deceased", "wrong_person"] }], events: ["deceased"], says: [] },
  { name: "distress while an officer has taken over", state: known({ takenOver: true }), texts: [{ text: "活着没意思", is: ["distress"] }], events: ["distress"], says: [] },
  { name: "distress in a late text", state: known({ asked: when }), texts: [{ text: "我想跳楼", is: ["distress"], late: true }], events: ["distress", "late_text"], says: [], asked: "promise_when" },
  { name: "after distress an earlier answer of the turn is not said either", state: known(), texts: [{ text: "15号还5000", ...promise5000 }, { text: "算了，不想活了", is: ["distress"] }], events: ["distress"], says: [] },
  { name: "after distress a later text of the turn gets none", state: known(), texts: [{ text: "不想活了", is: ["distress"] }, { text: "我15号还", ...promise5000 }], events: ["distress", "human_wanted:silenced"], says: [] },
  { name: "abuse: a person answers", state: known(), texts: [{ text: "你们等着", is: ["abusive"] }], events: ["abusive"], says: ["human-coming"] },
  { name: "abuse and already paid: the claim still rests the instalment", state: known(), texts: [{ text: "骗子！早还了", is: ["abusive", "paid"] }], events: ["abusive", "claims_paid"], says: ["human-coming"] },
  { name: "abuse and stop: stopped", state: known(en), texts: [{ text: "go to hell, stop", is: ["abusive", "opt_out"] }], events: ["abusive", "opted_out"], says: ["opt-out-done"] },

  // stop
  { name: "stop is confirmed once", state: known(), texts: [{ text: "退订", is: ["opt_out"] }], events: ["opted_out"], says: ["opt-out-done"] },
  { name: "stop, en, however unsure", state: known(en), texts: [{ text: "stop it", is: ["opt_out"], act: false }], events: ["opted_out"], says: ["opt-out-done"] },
  { name: "a second stop is not confirmed again", state: known({ contact: { optedOut: true } }), texts: [{ text: "TD", is: ["opt_out"] }], events: [], says: [] },
  { name: "stop from a stranger", state: stranger(), texts: [{ text: "退订", is: ["opt_out"] }], events: ["opted_out"], says: ["opt-out-done"] },
  { name: "stop while taken over is heard, not answered", state: known({ takenOver: true }), texts: [{ text: "别发了", is: ["opt_out"] }], events: ["opted_out"], says: [] },
  { name: "stop in a late text is heard, not answered", state: known(), texts: [{ text: "STOP", is: ["opt_out"], late: true }], events: ["opted_out", "late_text"], says: [] },
  { name: "paid and stop: both", state: known(), texts: [{ text: "还了，别再发了", is: ["paid", "opt_out"] }], events: ["opted_out", "claims_paid"], says: ["opt-out-done"] },
  { name: "after stop an earlier answer of the turn is not said", state: known(), texts: [{ text: "15号还5000", ...promise5000 }, { text: "退订", is: ["opt_out"] }], events: ["opted_out"], says: ["opt-out-done"] },
  { name: "wrong number and stop: one apology", state: stranger(), texts: [{ text: "打错了，别发了", is: ["wrong_person", "opt_out"] }], events: ["opted_out", "wrong_person"], says: ["wrong-person-noted"] },

  // not answered by the bot
  { name: "opted out: others are passed to people", state: known({ contact: { optedOut: true } }), texts: [{ text: "我还了", is: ["paid"] }], events: ["human_wanted:opted_out"], says: [] },
  { name: "silenced: others are passed to people", state: known({ silenced: true }), texts: [{ text: "我15号还", ...promise5000 }], events: ["human_wanted:silenced"], says: [] },
  { name: "taken over: the officer answers, the bot's question is void", state: known({ takenOver: true, asked: quoted() }), texts: [{ text: "好的", is: ["promise"], yes: true }], events: [], says: [] },
  { name: "late: stored, not answered", state: known({ asked: quoted() }), texts: [{ text: "对", is: ["promise"], yes: true, late: true }], events: ["late_text"], says: [], asked: "confirm_promise" },

  // who is on the line
  { name: "yes: told what is due", state: stranger(), texts: [{ text: "是我", is: ["unclear"], yes: true }], events: ["person_confirmed"], says: ["due-now ¥8,033.00 11月21日"] },
  { name: "yes, en", state: stranger(en), texts: [{ text: "yes", is: ["unclear"], yes: true }], events: ["person_confirmed"], says: ["due-now CN¥8,033.00 21 Nov"] },
  { name: "yes with nothing open", state: stranger({ loans: [] }), texts: [{ text: "是", is: ["unclear"], yes: true }], events: ["person_confirmed"], says: ["nothing-due"] },
  { name: "yes and already paid", state: stranger(), texts: [{ text: "是我，已经还了", is: ["paid"], yes: true }], events: ["person_confirmed", "claims_paid"], says: ["claims-paid-noted"] },
  { name: "yes and a promise", state: stranger(), texts: [{ text: "是我，15号还5000", ...promise5000, yes: true }], events: ["person_confirmed"], says: ["confirm-promise ¥5,000.00 12月15日"], asked: "confirm_promise" },
  { name: "yes and something unclear: told what is due", state: stranger(), texts: [{ text: "是我，可能吧", is: ["paid"], act: false, yes: true }], events: ["person_confirmed"], says: ["due-now ¥8,033.00 11月21日"] },
  { name: "no: an apology", state: stranger(), texts: [{ text: "不是", is: ["unclear"], yes: false }], events: ["wrong_person"], says: ["wrong-person-noted"] },
  { name: "wrong number, en", state: stranger(en), texts: [{ text: "wrong number", is: ["wrong_person"], yes: false }], events: ["wrong_person"], says: ["wrong-person-noted"] },
  { name: "perhaps a wrong number: asked", state: known(), texts: [{ text: "你找谁", is: ["wrong_person"], act: false }], events: [], says: ["confirm-person"], asked: "confirm_person", unclear: 1 },
  { name: "paid from a stranger: first who", state: stranger({ asked: null }), texts: [{ text: "还了", is: ["paid"] }], events: [], says: ["confirm-person"], asked: "confirm_person", unclear: 1 },
  { name: "a promise from a stranger: first who", state: stranger(), texts: [{ text: "15号还5000", ...promise5000 }], events: [], says: ["confirm-person"], asked: "confirm_person", unclear: 1 },
  { name: "still not said who: a person", state: stranger({ unclearInRow: 1 }), texts: [{ text: "15号还5000", ...promise5000 }], events: ["human_wanted:not_understood"], says: ["human-coming"], asked: "confirm_person", unclear: 2 },
  { name: "two texts of a stranger are asked once", state: stranger(), texts: [{ text: "还了", is: ["paid"] }, { text: "昨天还的", is: ["paid"] }], events: [], says: ["confirm-person"], asked: "confirm_person", unclear: 1 },
  { name: "a stranger's question goes to people", state: stranger(en), texts: [{ text: "who is this?", is: ["question"], act: false }], events: ["human_wanted:question"], says: ["question-passed-on"], asked: "confirm_person" },
  { name: "a stranger wants a person", state: stranger(), texts: [{ text: "人工", is: ["human"] }], events: ["human_wanted:asked"], says: ["human-coming"], asked: "confirm_person" },
  { name: "known, then a wrong person in one turn: only the apology", state: stranger(), texts: [{ text: "是", is: ["unclear"], yes: true }, { text: "说错了，我不认识他", is: ["wrong_person"] }], events: ["person_confirmed", "wrong_person"], says: ["wrong-person-noted"] },

  // paid
  { name: "paid is a claim", state: known(), texts: [{ text: "已经还了", is: ["paid"] }], events: ["claims_paid"], says: ["claims-paid-noted"] },
  { name: "paid, en, twice in a turn is said once", state: known(en), texts: [{ text: "paid", is: ["paid"] }, { text: "paid yesterday!", is: ["paid"] }], events: ["claims_paid", "claims_paid"], says: ["claims-paid-noted"] },
  { name: "perhaps paid: asked", state: known(), texts: [{ text: "应该还了吧", is: ["paid"], act: false }], events: [], says: ["rephrase"], asked: "rephrase", unclear: 1 },
  { name: "paid ends the talk about a promise", state: known({ asked: quoted() }), texts: [{ text: "对，已经还了", is: ["paid"], yes: true }], events: ["claims_paid"], says: ["claims-paid-noted"] },
  { name: "paid in part, the rest promised", state: known(), texts: [{ text: "还了3000，剩下15号还", is: ["paid", "promise"], parts: [amount(300_000n), { ...on15, ...amount(0n, "rest") }] }], events: ["claims_paid"], says: ["claims-paid-noted", "confirm-promise ¥5,033.00 12月15日"], asked: "confirm_promise" },

  // promises
  { name: "a promise is quoted", state: known(), texts: [{ text: "15号还五千", ...promise5000 }], events: [], says: ["confirm-promise ¥5,000.00 12月15日"], asked: "confirm_promise" },
  { name: "a promise, en", state: known(en), texts: [{ text: "5000 on the 15th of December", ...promise5000 }], events: [], says: ["confirm-promise CN¥5,000.00 15 Dec"], asked: "confirm_promise" },
  { name: "without an amount: all of the oldest", state: known(), texts: [{ text: "15号还", is: ["promise"], parts: [on15] }], events: [], says: ["confirm-promise ¥8,033.00 12月15日"], asked: "confirm_promise" },
  { name: "half is half of the oldest", state: known(), texts: [{ text: "15号还一半", is: ["promise"], parts: [{ ...on15, ...amount(0n, "half") }] }], events: [], says: ["confirm-promise ¥4,016.50 12月15日"], asked: "confirm_promise" },
  { name: "amount and day in two parts", state: known(), texts: [{ text: "还5000，15号", is: ["promise"], parts: [amount(500_000n), on15] }], events: [], says: ["confirm-promise ¥5,000.00 12月15日"], asked: "confirm_promise" },
  { name: "a bare day is asked about, not taken", state: known(), texts: [{ text: "15号", is: ["unclear"], act: false, parts: [on15] }], events: [], says: ["confirm-promise ¥8,033.00 12月15日"], asked: "confirm_promise" },
  { name: "two days are a plan: the first is quoted, people see the rest", state: known(), texts: [{ text: "15号还3000，20号还剩下的", is: ["promise"], parts: [{ ...on15, ...amount(300_000n) }, { ...on20, ...amount(0n, "rest") }] }], events: ["asked_for_time"], says: ["confirm-promise ¥3,000.00 12月15日"], asked: "confirm_promise" },
  { name: "yes records it", state: known({ asked: quoted() }), texts: [{ text: "对", is: ["unclear"], yes: true }], events: ["promised"], says: ["promise-recorded ¥5,000.00 12月15日"] },
  { name: "yes, en, with a wish for a call", state: known({ ...en, asked: quoted() }), texts: [{ text: "yes, please call me", is: ["human"], yes: true }], events: ["promised", "human_wanted:asked"], says: ["human-coming", "promise-recorded CN¥5,000.00 15 Dec"] },
  { name: "yes, but can it wait: nothing is recorded as promised", state: known({ asked: quoted() }), texts: [{ text: "好，但能不能缓几天", is: ["extension"], yes: true }], events: ["asked_for_time"], says: ["time-noted"] },
  { name: "no: when then", state: known({ asked: quoted() }), texts: [{ text: "不对", is: ["unclear"], yes: false }], events: [], says: ["promise-when"], asked: "promise_when", unclear: 1 },
  { name: "no again: a person", state: known({ asked: quoted(), unclearInRow: 1 }), texts: [{ text: "不是", is: ["unclear"], yes: false }], events: ["human_wanted:not_understood"], says: ["human-coming"], unclear: 2 },
  { name: "a correction is quoted again", state: known({ asked: quoted() }), texts: [{ text: "不对，是20号", is: ["promise"], yes: false, parts: [on20] }], events: [], says: ["confirm-promise ¥5,000.00 12月20日"], asked: "confirm_promise" },
  { name: "a corrected amount", state: known({ asked: quoted() }), texts: [{ text: "对，不过先还3000", is: ["promise", "partial"], yes: true, parts: [amount(300_000n)] }], events: [], says: ["confirm-promise ¥3,000.00 12月15日"], asked: "confirm_promise" },
  { name: "a correction in the same turn", state: known(), texts: [{ text: "15号还5000", ...promise5000 }, { text: "不对，20号", is: ["promise"], yes: false, parts: [on20] }], events: [], says: ["confirm-promise ¥5,000.00 12月20日"], asked: "confirm_promise" },
  { name: "a yes in the turn that raises the question does not answer it", state: known(), texts: [{ text: "15号还5000", ...promise5000 }, { text: "嗯", is: ["unclear"], yes: true }], events: [], says: ["confirm-promise ¥5,000.00 12月15日"], asked: "confirm_promise" },
  { name: "a day and an amount in two texts", state: known(), texts: [{ text: "15号还", is: ["promise"], parts: [on15] }, { text: "5000", is: ["unclear"], parts: [amount(500_000n)] }], events: [], says: ["confirm-promise ¥5,000.00 12月15日"], asked: "confirm_promise" },
  { name: "yes after its day has passed", state: known({ asked: quoted(inDays(-1)) }), texts: [{ text: "对", is: ["unclear"], yes: true }], events: [], says: ["promise-past"], asked: "promise_when", unclear: 1 },
  { name: "yes after it was paid", state: known({ asked: quoted(), loans: [] }), texts: [{ text: "对", is: ["unclear"], yes: true }], events: [], says: ["nothing-due"] },
  { name: "neither yes nor no: asked once more", state: known({ asked: quoted() }), texts: [{ text: "啊？", is: ["unclear"], act: false }], events: [], says: ["confirm-promise ¥5,000.00 12月15日"], asked: "confirm_promise", unclear: 1 },
  { name: "a question back keeps ours open", state: known({ asked: quoted() }), texts: [{ text: "利息多少？", is: ["question"] }], events: ["human_wanted:question"], says: ["question-passed-on"], asked: "confirm_promise" },
  { name: "without a day: when", state: known(), texts: [{ text: "我会还的", is: ["promise"] }], events: [], says: ["promise-when"], asked: "promise_when" },
  { name: "过两天 is no day", state: known(), texts: [{ text: "过两天还", is: ["promise"], parts: [date(inDays(2), { fuzzy: true })] }], events: [], says: ["promise-when"], asked: "promise_when" },
  { name: "after a day is no day", state: known(en), texts: [{ text: "after the 15th", is: ["promise"], parts: [date(day("2026-12-15"), { bound: "after" })] }], events: [], says: ["promise-when"], asked: "promise_when" },
  { name: "the day answers when; the amount said before holds", state: known({ asked: { ...when, amountMinor: 500_000n } }), texts: [{ text: "15号吧", is: ["unclear"], parts: [on15] }], events: [], says: ["confirm-promise ¥5,000.00 12月15日"], asked: "confirm_promise" },
  { name: "still no day: once more", state: known({ asked: when }), texts: [{ text: "再说", is: ["unclear"], act: false }], events: [], says: ["promise-when"], asked: "promise_when", unclear: 1 },
  { name: "and then a person", state: known({ asked: when, unclearInRow: 1 }), texts: [{ text: "再说", is: ["promise"] }], events: ["human_wanted:not_understood"], says: ["human-coming"], unclear: 2 },
  { name: "no → when → a day → no: a person", state: known({ asked: quoted(), unclearInRow: 1 }), texts: [{ text: "no", is: ["unclear"], yes: false }], events: ["human_wanted:not_understood"], says: ["human-coming"], unclear: 2 },
  { name: "a past day", state: known(), texts: [{ text: "昨天还", is: ["promise"], parts: [date(inDays(-1))] }], events: [], says: ["promise-past"], asked: "promise_when", unclear: 1 },
  { name: "today is a day", state: known(), texts: [{ text: "今天还", is: ["promise"], parts: [date(inDays(0))] }], events: [], says: ["confirm-promise ¥8,033.00 11月22日"], asked: "confirm_promise" },
  { name: "the sixtieth day is the last", state: known(), texts: [{ text: "1月21日还", is: ["promise"], parts: [date(inDays(60))] }], events: [], says: ["confirm-promise ¥8,033.00 1月21日"], asked: "confirm_promise" },
  { name: "the sixty-first is too far", state: known(), texts: [{ text: "1月22日还", is: ["promise"], parts: [date(inDays(61))] }], events: [], says: ["promise-too-far 1月21日"], asked: "promise_when", unclear: 1 },
  { name: "too far again: a person", state: known({ ...en, asked: when, unclearInRow: 1 }), texts: [{ text: "next year", is: ["promise"], parts: [date(inDays(100))] }], events: ["human_wanted:not_understood"], says: ["human-coming"], unclear: 2 },
  { name: "more than is owed", state: known(), texts: [{ text: "15号还五万", is: ["promise"], parts: [{ ...on15, ...amount(5_000_000n) }] }], events: [], says: ["promise-too-much ¥16,066.00"], asked: "promise_amount", unclear: 1 },
  { name: "all that is owed is not too much", state: known(), texts: [{ text: "15号全还", is: ["promise"], parts: [{ ...on15, ...amount(1_606_600n) }] }], events: [], says: ["confirm-promise ¥16,066.00 12月15日"], asked: "confirm_promise" },
  { name: "another currency is not converted", state: known(en), texts: [{ text: "500 dollars on the 15th", is: ["promise"], parts: [{ ...on15, ...amount(50_000n, "exact", currency("USD")) }] }], events: [], says: ["promise-amount"], asked: "promise_amount", unclear: 1 },
  { name: "the amount answers how much", state: known({ asked: { kind: "promise_amount", askedAt: now, on: day("2026-12-15") }, unclearInRow: 1 }), texts: [{ text: "500", is: ["unclear"], parts: [amount(50_000n)] }], events: [], says: ["confirm-promise ¥500.00 12月15日"], asked: "confirm_promise", unclear: 1 },
  { name: "a promise where nothing is owed", state: known({ loans: [] }), texts: [{ text: "15号还", ...promise5000 }], events: [], says: ["nothing-due"] },

  // people
  { name: "asks for time", state: known(), texts: [{ text: "能不能宽限几天", is: ["extension"] }], events: ["asked_for_time"], says: ["time-noted"] },
  { name: "a part first, en", state: known(en), texts: [{ text: "can I pay part now?", is: ["partial", "question"] }], events: ["asked_for_time", "human_wanted:question"], says: ["time-noted", "question-passed-on"] },
  { name: "hardship: kindness, and nobody asks for a day", state: known(), texts: [{ text: "生意不好，会还的", is: ["hardship", "promise"] }], events: ["hardship"], says: ["hardship-noted"] },
  { name: "hardship with a day of their own", state: known(), texts: [{ text: "住院了，15号还5000", is: ["hardship", "promise"], parts: promise5000.parts ?? [] }], events: ["hardship"], says: ["hardship-noted", "confirm-promise ¥5,000.00 12月15日"], asked: "confirm_promise" },
  { name: "half on a day: quoted, and people hear of it", state: known(), texts: [{ text: "15号还一半", is: ["partial"], parts: [{ ...on15, ...amount(0n, "half") }] }], events: ["asked_for_time"], says: ["time-noted", "confirm-promise ¥4,016.50 12月15日"], asked: "confirm_promise" },
  { name: "some now, the rest on a day: the day is not quoted for the wrong amount", state: known(), texts: [{ text: "先还3000，剩下15号", is: ["partial"], parts: [amount(300_000n), on15] }], events: ["asked_for_time"], says: ["time-noted"] },
  { name: "trouble, but unsure: nothing recorded, people read it", state: known(), texts: [{ text: "最近不好，能缓缓吗", is: ["extension", "hardship"], act: false }], events: ["human_wanted:question"], says: ["hardship-noted"] },
  { name: "two things at once, unsure: people read it", state: known(), texts: [{ text: "还了3000，剩下的15号还", is: ["paid", "promise"], act: false, parts: [amount(300_000n), on15] }], events: ["human_wanted:question"], says: ["question-passed-on"] },
  { name: "perhaps a dispute: people read it, nothing is on hold", state: known(en), texts: [{ text: "hm, is that right, not sure I borrowed that", is: ["dispute"], act: false }], events: ["human_wanted:question"], says: ["question-passed-on"] },
  { name: "dispute", state: known(), texts: [{ text: "金额不对，我没借这么多", is: ["dispute"] }], events: ["disputed"], says: ["dispute-noted"] },
  { name: "refuses, en: no argument, no promise out of it", state: known(en), texts: [{ text: "not paying on the 15th or ever", is: ["refuse", "promise"], parts: [on15] }], events: ["refused"], says: ["refusal-noted"] },
  { name: "wants a person, however unsure", state: known(en), texts: [{ text: "human pls", is: ["human"], act: false }], events: ["human_wanted:asked"], says: ["human-coming"] },
  { name: "hardship and a call: one text", state: known(), texts: [{ text: "困难，打给我", is: ["hardship", "human"] }], events: ["hardship", "human_wanted:asked"], says: ["hardship-noted"] },

  // not understood
  { name: "unclear: one short question", state: known(), texts: [{ text: "哈", is: ["unclear"], act: false }], events: [], says: ["rephrase"], asked: "rephrase", unclear: 1 },
  { name: "unclear again: a person", state: known({ asked: rephrase, unclearInRow: 1 }), texts: [{ text: "哈哈", is: ["unclear"], act: false }], events: ["human_wanted:not_understood"], says: ["human-coming"], unclear: 2 },
  { name: "never a third", state: known({ unclearInRow: 2 }), texts: [{ text: "…", is: ["unclear"], act: false }], events: ["human_wanted:not_understood"], says: [], unclear: 3 },
  { name: "understood again: counted anew", state: known({ ...en, asked: rephrase, unclearInRow: 1 }), texts: [{ text: "paid", is: ["paid"] }], events: ["claims_paid"], says: ["claims-paid-noted"] },
  { name: "courtesy needs no answer", state: known(), texts: [{ text: "好的", is: ["unclear"], yes: true }], events: [], says: [] },
  { name: "thanks need none either", state: known(en), texts: [{ text: "Thank you!", is: ["unclear"], act: false }], events: [], says: [] },
  { name: "perhaps a promise: when", state: known(), texts: [{ text: "可能过几天还", is: ["promise"], act: false }], events: [], says: ["promise-when"], asked: "promise_when" },
  { name: "a stray word beside an understood text needs none", state: known(), texts: [{ text: "已还", is: ["paid"] }, { text: "哈", is: ["unclear"], act: false }], events: ["claims_paid"], says: ["claims-paid-noted"] },
  { name: "a stray word before it neither", state: known(), texts: [{ text: "喂", is: ["unclear"], act: false }, { text: "15号还5000", ...promise5000 }], events: [], says: ["confirm-promise ¥5,000.00 12月15日"], asked: "confirm_promise" },
  { name: "five texts get two answers", state: known(), texts: [{ text: "还了", is: ["paid"] }, { text: "金额不对", is: ["dispute"] }, { text: "没钱", is: ["hardship"] }, { text: "利息多少", is: ["question"] }, { text: "20号还3000", is: ["promise"], parts: [{ ...on20, ...amount(300_000n) }] }], events: ["claims_paid", "disputed", "hardship", "human_wanted:question"], says: ["claims-paid-noted", "confirm-promise ¥3,000.00 12月20日"], asked: "confirm_promise" },
];
