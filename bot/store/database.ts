import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { Prisma, PrismaClient } from "./prisma/client.ts";

/** The ordinary client; `Tx` is what a transaction hands in. Prisma's types never leave `store`. */
export type Database = PrismaClient;
export type Tx = Prisma.TransactionClient;
export const sql = Prisma.sql;
export const join = Prisma.join;
export type Sql = Prisma.Sql;

/** Connections that are made when they are needed, and again after the database was away. */
export function openPool(url: string, connections: number): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: connections, application_name: "huifang" });
  // One that is lost while idle is replaced; without a listener it would end the process.
  pool.on("error", () => undefined);
  return pool;
}

/** `connections`: the pool's size; a worker needs one for each job that it runs at once, and a few for reading. */
export function connectDatabase(from: string | pg.Pool, connections = 10): Database {
  const pool = typeof from === "string" ? openPool(from, connections) : from;
  return new PrismaClient({
    adapter: new PrismaPg(pool, { disposeExternalPool: true }),
    // Under load a short wait for a connection is normal; Prisma's own 2 s would make faults of it.
    transactionOptions: { maxWait: 15_000, timeout: 30_000 },
  });
}
