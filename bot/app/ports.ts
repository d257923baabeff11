/**
 * What the use cases need from the world. Implemented by store, channels, conversation, templates and jobs; handed in
 * by the composition roots. Nothing here knows Prisma, Botkit or BullMQ.
 */
import type { Instant } from "../domain/calendar.ts";
import type { BorrowerId, ContactPointId, EscalationId, LogEntryId, NewId } from "../domain/ids.ts";
import type { Media } from "../domain/turns/media.ts";
import type { InboundText, TurnPlan, TurnState } from "../domain/turns/turn.ts";

export interface Clock {
  now(): Instant;
  /** How many of the clock's milliseconds pass in a real one: 1, but more in a demonstration. */
  readonly speed: number;
}

/** Object first, stable message; ids only, never a name, an address or a text. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What every use case is handed. */
export interface Base {
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Logger;
}

/** A unit of work that may now be due. Wakes may be lost or doubled: the row in Postgres is the truth. */
export type Wake =
  | { readonly queue: "dispatch"; readonly id: BorrowerId }
  | { readonly queue: "turn"; readonly id: BorrowerId }
  | { readonly queue: "escalations"; readonly id: EscalationId }
  /** `of`: a webhook subscription with deliveries that are due, or one alert to an officer. */
  | { readonly queue: "outward"; readonly of: "subscription" | "alert"; readonly id: string };

/** Called after commit. `at`: not before; never throws (a lost wake is found by the sweep). */
export type WakeUp = (wakes: readonly (Wake & { readonly at?: Instant })[]) => Promise<void>;

/** Botkit, behind `conversation`. No transaction is open while it runs; rejects where any handler throws. */
export type RouteTurn = (state: TurnState, texts: readonly InboundText[]) => Promise<TurnPlan>;

// --- channels ---------------------------------------------------------------------------------------------------

export interface OutboundText {
  /** Our id: sent to the provider where it takes one, so that receipts and answers find the message. */
  readonly messageId: string;
  readonly contactPointId: ContactPointId;
  readonly address: string;
  readonly text: string;
  /** Answers to choose from, where the channel can show buttons; the text alone must do without them. */
  readonly buttons?: readonly Button[];
}

export interface Button {
  readonly label: string;
  /** What a press is read as, as if the borrower had written it. */
  readonly payload: string;
}

/**
 * What became of a send. `not_sent`: no byte of the request was written, or the provider documents that it refused;
 * only this may be tried again. Anything else that is no clear success is `unknown` and is never blindly sent again.
 */
export type SendOutcome =
  | { readonly status: "sent"; readonly providerMessageId: string; readonly at?: Instant }
  /** `addressGone`: the provider says that nobody is reached there any more (blocked, deleted): the point is closed. */
  | { readonly status: "not_sent"; readonly code: string; readonly retry: false; readonly addressGone?: true }
  | { readonly status: "not_sent"; readonly code: string; readonly retry: true; readonly afterMs?: number }
  | { readonly status: "unknown"; readonly code: string };

/** Provider's ids must name nobody: a channel whose provider's ids hold a person's id hands in a keyed digest. */
export type InboundItem =
  | {
      readonly kind: "text";
      readonly providerId: string;
      readonly address: string;
      /** Where the channel knows exactly whose point it is (a chat link): the address alone may be shared. */
      readonly contactPointId?: ContactPointId;
      readonly at: Instant;
      /** Beside media: the caption, which may be empty. */
      readonly text: string;
      readonly media?: Media;
      /** The message of ours that it answers: it says whose answer it is where borrowers share an address. */
      readonly about?: About;
    }
  | {
      /** The borrower opened the chat, with the token of a link or without. */
      readonly kind: "start";
      readonly providerId: string;
      readonly address: string;
      readonly at: Instant;
      readonly token?: string;
    }
  | {
      /** Nobody is reached at that address any more. */
      readonly kind: "gone";
      readonly providerId: string;
      readonly address: string;
      readonly at: Instant;
      readonly code: string;
    }
  | {
      readonly kind: "receipt";
      readonly providerId: string;
      readonly at: Instant;
      readonly state: "delivered" | "read" | "failed";
      readonly providerMessageId?: string;
      /** Our id, where the provider gives it back. */
      readonly messageId?: string;
      readonly code?: string;
    };

/** `pressed`: a button of that message; it may be older than what was asked since. */
export type About = { readonly pressed: true; readonly messageId: string } | { readonly pressed: false; readonly providerMessageId: string };

export interface WebhookRequest {
  readonly headers: { get(name: string): string | null };
  readonly rawBody: Uint8Array;
}

/** `refused`: signature or time; `unreadable`: signed, but not of the documented form (field and reason are said). */
export type WebhookRead =
  | {
      readonly status: "read";
      readonly items: readonly InboundItem[];
      /** What the provider is told once the items are stored; costs nothing where it fails. `strangers`: provider ids of items that belong to nobody. */
      readonly afterwards?: (strangers: readonly string[]) => Promise<void>;
    }
  | { readonly status: "refused" }
  | { readonly status: "unreadable"; readonly problem: string };

export interface Channel {
  readonly name: string;
  /** How many texts a second the provider takes. */
  readonly perSecond: number;
  /** At least that long between two texts to one address, in real milliseconds. */
  readonly gapMs?: number;
  send(out: OutboundText, signal: AbortSignal): Promise<SendOutcome>;
  readWebhook(request: WebhookRequest): WebhookRead;
}

/** Stores verified inbound items under the provider's ids; a replay stores nothing. */
export type Receive = (channel: string, items: readonly InboundItem[]) => Promise<Received>;

export interface Received {
  readonly stored: number;
  readonly known: number;
  readonly nobody: number;
  /** Provider ids of new texts and starts that belong to nobody. */
  readonly strangers?: readonly string[];
}

/** A file that a borrower sent, whole. */
export interface InboundFile {
  /** The channel's id of it, and of the inbound text that brings it. */
  readonly providerId: string;
  readonly contactPointId: ContactPointId;
  readonly address: string;
  readonly at: Instant;
  /** As the borrower's phone names it; may be empty. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Why a file is not taken; each has its own kind word on the borrower's page. `heic`: a picture that only Apple's devices show. */
export const fileRefusals = ["too_large", "kind", "heic", "unreadable", "too_many"] as const;
export type FileRefusal = (typeof fileRefusals)[number];

/**
 * Checks by its content, strips, encrypts and keeps a file, then hands its turn in as an inbound text with media; the
 * same file again keeps nothing new. "nobody": the contact point is closed or its borrower was erased.
 */
export type ReceiveFile = (
  channel: string,
  file: InboundFile,
) => Promise<{ readonly status: "stored" | "known" | "nobody" } | { readonly status: "refused"; readonly why: FileRefusal }>;

/** The borrower's own page. */
export interface ChatStore {
  /** Undefined: no such token, expired, or its contact point is closed. */
  byToken(token: string, now: Instant): Promise<{ contactPointId: ContactPointId; borrowerId: BorrowerId; address: string; locale: string } | undefined>;
  /** In order; with `after`, only those changed since that cursor. */
  messages(contactPointId: ContactPointId, after?: string): Promise<{ messages: readonly ChatMessage[]; cursor: string }>;
}

export interface ChatMessage {
  readonly id: string;
  readonly from: "borrower" | "us";
  readonly text: string;
  readonly at: Instant;
  readonly state: string;
}

/** `outward`: a subscription's id; the store itself publishes it, with the change that the lender's systems are told of. */
export type Topic = "chat" | "console" | "outward";

/** Tells other processes that something changed; carries ids only. Lost ones are made good by reading again. */
export interface Bulletin {
  publish(topic: Topic, id: string): Promise<void>;
  /** Returns what ends the subscription. */
  subscribe(topic: Topic, heard: (id: string) => void): () => void;
}

// --- the log ----------------------------------------------------------------------------------------------------

/** One entry of the append-only log, written in the transaction that it describes. */
export interface LogDraft {
  readonly id: LogEntryId;
  readonly at: Instant;
  /** touch.sent, message.received, hold.set, borrower.looked_at … */
  readonly kind: string;
  readonly borrowerId: BorrowerId | null;
  /** bot | system | import | borrower | officer:<name> */
  readonly actor: string;
  /** Plain JSON (strings, numbers, booleans, arrays, objects); money as decimal strings. */
  readonly body: Readonly<Record<string, unknown>>;
}
