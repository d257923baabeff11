-- When the planner looks at a loan for check-ins next: its work grows with what is due, not with the book.

-- CreateTable
CREATE TABLE "checkin_look" (
    "loan_id" UUID NOT NULL,
    "look_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "checkin_look_pkey" PRIMARY KEY ("loan_id")
);

-- CreateTable
CREATE TABLE "checkin_plan_in_force" (
    "only" BOOLEAN NOT NULL DEFAULT true,
    "version" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "checkin_plan_in_force_pkey" PRIMARY KEY ("only")
);

-- CreateIndex
CREATE INDEX "checkin_look_look_at_idx" ON "checkin_look"("look_at");

-- Not Prisma's: one row.
ALTER TABLE "checkin_plan_in_force" ADD CONSTRAINT "checkin_plan_in_force_only" CHECK ("only");

-- Loans that are known already are looked at once.
INSERT INTO "checkin_look" ("loan_id", "look_at") SELECT "id", TIMESTAMPTZ '2000-01-01Z' FROM "loan" WHERE "status" = 'open';
