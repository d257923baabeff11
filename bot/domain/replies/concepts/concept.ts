/** What kind of thing a word speaks of, whatever the language: the model weighs pairs of them where it never saw the words. */
export const concepts = [
  "not", "dont", "stop", "message", "bother", "list", "contact", "die", "harmSelf", "life", "despair", "kill", "beats", "kin", "other", "third",
  "first", "you", "pay", "paid", "past", "will", "wait", "ask", "request", "time", "cut", "instalment", "part", "money", "work", "lose", "ill",
  "disaster", "poor", "jail", "person", "bot", "wrong", "owner", "know", "loan", "fraud", "law", "charge", "curse", "defy", "ack", "greet", "busy",
] as const;
export type Concept = (typeof concepts)[number];
