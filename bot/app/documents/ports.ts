import type { DocumentDecided, DocumentRequest } from "../../domain/documents/document-request.ts";
import type { Instant } from "../../domain/calendar.ts";
import type { BorrowerId, DocumentFileId } from "../../domain/ids.ts";
import type { ScopedBy, ScopedLook } from "../console/ports.ts";
import type { Page, Person } from "../console/views.ts";
import type { FileRefusal, InboundFile } from "../ports.ts";

/** Where a file's bytes lie: made of random ids only, so that it says nothing of whose it is. */
export type StoreKey = string & { readonly __brand: "StoreKey" };

/** A place for bytes outside the database, a folder or any S3-compatible store. What it holds is encrypted before. */
export interface FileStore {
  /** For people: which of them. */
  readonly says: string;
  /** Whole or not at all; writing again the same is harmless. */
  put(key: StoreKey, bytes: Uint8Array): Promise<void>;
  /** Undefined: there is none. */
  get(key: StoreKey): Promise<Buffer | undefined>;
  /** Also where there is none. */
  remove(key: StoreKey): Promise<void>;
}

/** A file as it is kept: of a known kind by its content; a picture without anything but its pixels. */
export interface CleanFile {
  readonly bytes: Buffer;
  readonly mime: "image/jpeg" | "image/png" | "image/webp" | "application/pdf";
  readonly width?: number;
  readonly height?: number;
  /** False: kept as it came. */
  readonly stripped: boolean;
}
export type Clean = (bytes: Uint8Array) => Promise<CleanFile | { readonly refused: Exclude<FileRefusal, "too_many"> }>;

/** `sealed`: what is to be put under `key`, encrypted with the borrower's key. */
export type Begun =
  | { readonly status: "nobody" }
  | { readonly status: "too_many" }
  | { readonly status: "known" }
  | { readonly status: "begun"; readonly id: DocumentFileId; readonly key: StoreKey; readonly sealed: Buffer };

/** One that is being stored or was doomed, and whose bytes are to go. */
export interface DueFile {
  readonly id: DocumentFileId;
  readonly key: StoreKey;
}

export interface DocumentIntake {
  /** Notes that bytes are about to be stored, so that a crash in between leaves none behind. */
  begin(channel: string, file: InboundFile, clean: CleanFile, id: DocumentFileId, now: Instant): Promise<Begun>;
  /** They are there: the file is the borrower's, and answers their one open request. One transaction with its entries. */
  finish(id: DocumentFileId, now: Instant): Promise<void>;
}

export interface DocumentSweep {
  /** Files whose bytes are to be deleted by now. */
  due(now: Instant, limit: number): Promise<readonly DueFile[]>;
  deleted(id: DocumentFileId): Promise<void>;
}

export interface Asking {
  /** The lender's id of a loan of that borrower. */
  readonly loan?: string;
  readonly kind: string;
}

/** An officer's own words beside a decision; sealed. */
export interface Beside {
  readonly note?: string;
}

export type DocumentMoved = "missing" | { readonly refused: string } | { readonly borrowerId: BorrowerId };

export interface DocumentWrites {
  ask(borrower: string, asking: Asking, by: ScopedBy): Promise<"missing" | { readonly id: string; readonly borrowerId: BorrowerId }>;
  /** One transaction under the request's lock: reads, asks `decideOn`, writes what it decided with its log entries. */
  move(id: string, by: ScopedBy, decideOn: (found: DocumentRequest) => DocumentDecided, beside: Beside): Promise<DocumentMoved>;
  /** Says what a file answers. Refused where it answers one already, or the request is another borrower's or over. */
  assign(file: string, request: string, by: ScopedBy): Promise<DocumentMoved>;
}

/** A file that an officer may see: `open` decrypts what the store holds under `key`. */
export interface SeenFile {
  readonly key: StoreKey;
  readonly mime: string;
  readonly name: string;
  open(sealed: Uint8Array): Buffer;
}

export interface DocumentReads {
  /** `waiting`: received, the oldest first; else the latest first. */
  list(query: { readonly show: "waiting" | "all"; readonly after?: string }, look: ScopedLook): Promise<Page<DocumentView>>;
  read(id: string, look: ScopedLook): Promise<DocumentView | undefined>;
  /** All of a borrower's, the latest first, and files that answer nothing yet. Undefined: no such borrower. */
  ofBorrower(borrower: string, look: ScopedLook): Promise<{ readonly requests: readonly DocumentView[]; readonly loose: readonly FileView[] } | undefined>;
  /** Each is an entry of its own in the log: who opened which file. */
  file(id: string, look: ScopedLook): Promise<SeenFile | undefined>;
}

export type DocumentStore = DocumentReads & DocumentWrites;

export interface DocumentView {
  readonly id: string;
  readonly borrower: Person;
  readonly loan: string | null;
  readonly branch: string;
  readonly officer: string;
  readonly kind: string;
  readonly state: string;
  readonly chases: number;
  readonly refusals: number;
  readonly because: { readonly run: string; readonly question: string } | null;
  readonly askedAt: Instant;
  readonly askedBy: string;
  readonly receivedAt: Instant | null;
  readonly decidedAt: Instant | null;
  readonly decidedBy: string | null;
  readonly how: string | null;
  readonly reason: string | null;
  readonly note: string | null;
  readonly files: readonly FileView[];
}

export interface FileView {
  readonly id: string;
  readonly name: string | null;
  readonly mime: string;
  readonly size: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly stripped: boolean;
  readonly receivedAt: Instant;
  /** `stored`, or gone. */
  readonly state: string;
  /** The same bytes came before: whether from this borrower, and when. Of another borrower no more is said. */
  readonly reused: { readonly own: boolean; readonly at: Instant } | null;
}
