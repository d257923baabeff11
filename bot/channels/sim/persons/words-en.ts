import type { Words } from "./words.ts";

export const wordsEn: Words = {
  yesItIsMe: ["Yes", "Yes, speaking", "Yes it's me", "Yes, that's me"],
  wrongNumber: ["Wrong number", "Sorry, wrong number", "You have the wrong number, I don't know them"],
  yesThatIsRight: ["Yes", "Yes, that's right", "Correct", "Yep"],
  choice: ["1", "option 2", "the first one", "2 please"],
  person: ["Can I talk to a person please", "I want to speak to a human", "agent please"],
  moreTime: ["Can I have a few more days? Money is tight", "Could I pay a bit later this month?", "I need more time please"],
  dispute: ["That amount is wrong, I don't owe that much", "This is not correct, please check the amount again"],
  noise: ["👍", "lol", "?", "hmm", "🙏🙏", "[image]", "who dis"],
  business: ["Not bad", "A bit slow lately", "Doing well, thanks", "Same as last month"],
  ready: ["Yes", "Yes, go ahead", "ok"],
  takings: ["about 30,000", "roughly 25,000", "18,000", "around 42,000"],
  paid: ["I already paid", "Just paid it, please check", "Paid"],
  all: ["All of it", "The full amount"],
  half: ["Half for now", "Half of it"],
  days: (today) => [
    { said: "tomorrow", inDays: 1 },
    { said: "in two days", inDays: 2 },
    { said: "in three days", inDays: 3 },
    // Before Friday there is only one Friday that can be meant.
    ...(today < 5 ? [{ said: "this Friday", inDays: 5 - today }] : []),
  ],
  promise: (day) => [`I will pay ${day}`, `I'll pay the full amount ${day}`, `Will pay ${day}`],
  promiseHalf: (day) => [`I can pay half ${day}`, `I'll pay half ${day}`],
};
