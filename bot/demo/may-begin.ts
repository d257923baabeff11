import type { Config } from "../config.ts";
import type { Database } from "../store/database.ts";

/** Channels on which nobody real is written to without having opened the page. */
const playChannels = ["sim", "web"];

/**
 * Whether this database may run on a demonstration's clock: it did before, it is an empty embedded one, or `--demo` was
 * asked for and nobody in it can be reached outside of this machine.
 */
export async function mayDemonstrate(database: Database, config: Config, asked: boolean): Promise<boolean> {
  const installed = await database.installation.findUnique({ where: { id: 1 }, select: { demoClock: true } });
  if (installed !== null && installed.demoClock !== null) return true;
  if (config.DATABASE_URL === undefined && (await database.borrower.findFirst({ select: { id: true } })) === null) return true;
  return asked && (await database.contactPoint.findFirst({ where: { channel: { notIn: playChannels } }, select: { id: true } })) === null;
}
