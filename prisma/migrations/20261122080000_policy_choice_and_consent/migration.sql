-- Which contact rules are in force, what borrowers agreed to and wish, and contacts that officers log.

-- AlterTable
ALTER TABLE "borrower" ADD COLUMN     "preferred_channel" TEXT,
ADD COLUMN     "preferred_hours_sealed" BYTEA,
ADD COLUMN     "preferred_locale" TEXT,
ADD COLUMN     "zone_known" BOOLEAN NOT NULL DEFAULT true;

-- CreateTable
CREATE TABLE "consent" (
    "id" UUID NOT NULL,
    "borrower_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "given" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "source" TEXT NOT NULL,

    CONSTRAINT "consent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contact_logged" (
    "id" UUID NOT NULL,
    "borrower_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "officer" TEXT NOT NULL,
    "spoken" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "contact_logged_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy_set" (
    "version" TEXT NOT NULL,
    "in_force_at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT NOT NULL,

    CONSTRAINT "policy_set_pkey" PRIMARY KEY ("version")
);

-- CreateIndex
CREATE UNIQUE INDEX "consent_borrower_id_channel_purpose_key" ON "consent"("borrower_id", "channel", "purpose");

-- CreateIndex
CREATE INDEX "contact_logged_borrower_id_at_idx" ON "contact_logged"("borrower_id", "at");

-- CreateIndex
CREATE INDEX "policy_set_in_force_at_idx" ON "policy_set"("in_force_at");

-- What Prisma's schema language cannot say.

ALTER TABLE "consent" ADD CONSTRAINT "consent_source" CHECK ("source" IN ('chat', 'loan_book', 'officer'));
ALTER TABLE "contact_logged" ADD CONSTRAINT "contact_logged_kind" CHECK ("kind" IN ('call', 'visit', 'message'));
