import { InvalidArgumentError } from "commander";

/** Wrong usage: said in one line, exit 2. */
export const usageError = (message: string): Error => new InvalidArgumentError(message);
