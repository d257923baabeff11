import { PrismaPg } from "@prisma/adapter-pg";
import { Prisma, PrismaClient } from "./prisma/client.ts";

/** The ordinary client; `Tx` is what a transaction hands in. Prisma's types never leave `store`. */
export type Database = PrismaClient;
export type Tx = Prisma.TransactionClient;
export const sql = Prisma.sql;

/** `connections`: the pool's size; a worker needs one for each job that it runs at once, and a few for reading. */
export function connectDatabase(url: string, connections = 10): Database {
  return new PrismaClient({
    adapter: new PrismaPg({ connectionString: url, max: connections, application_name: "huifang" }),
    // Under load a short wait for a connection is normal; Prisma's own 2 s would make faults of it.
    transactionOptions: { maxWait: 15_000, timeout: 30_000 },
  });
}
