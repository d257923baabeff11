-- Lists of the API are keyset pages: each has the index that its order walks along.

-- DropIndex
DROP INDEX "escalation_borrower_id_idx";

-- DropIndex
DROP INDEX "promise_borrower_id_idx";

-- CreateTable
CREATE TABLE "idempotent_request" (
    "id" BYTEA NOT NULL,
    "request_hash" BYTEA NOT NULL,
    "run" UUID NOT NULL,
    "running_until" TIMESTAMPTZ(3),
    "status" INTEGER,
    "response_sealed" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotent_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
-- UNLOGGED is not Prisma's: after a crash every key begins anew, and no request waits for the disk.
CREATE UNLOGGED TABLE "api_pace" (
    "caller" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "api_pace_pkey" PRIMARY KEY ("caller")
);

-- CreateIndex
CREATE INDEX "idempotent_request_created_at_idx" ON "idempotent_request"("created_at");

-- CreateIndex
CREATE INDEX "escalation_borrower_id_opened_at_idx" ON "escalation"("borrower_id", "opened_at");

-- CreateIndex
CREATE INDEX "escalation_opened_at_id_idx" ON "escalation"("opened_at", "id");

-- CreateIndex
CREATE INDEX "escalation_state_opened_at_idx" ON "escalation"("state", "opened_at");

-- CreateIndex
CREATE INDEX "promise_borrower_id_confirmed_at_idx" ON "promise"("borrower_id", "confirmed_at");

-- CreateIndex
CREATE INDEX "promise_confirmed_at_id_idx" ON "promise"("confirmed_at", "id");

-- CreateIndex
CREATE INDEX "promise_state_confirmed_at_idx" ON "promise"("state", "confirmed_at");

-- CreateIndex
CREATE INDEX "status_update_at_id_idx" ON "status_update"("at", "id");
