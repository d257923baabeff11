import type { Storage } from "botbuilder";

/**
 * Botkit's storage for the length of one turn: it starts empty and is forgotten. What lasts (the open question, who is
 * silenced) lies in Postgres, reaches the turn in its state, and leaves it in its plan.
 */
export const turnStorage: Storage = {
  read: async () => ({}),
  write: async () => {},
  delete: async () => {},
};
