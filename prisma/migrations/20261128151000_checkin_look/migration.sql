-- When the planner looks at a loan for check-ins next: its work grows with what is due, not with the book.

-- CreateTable
CREATE TABLE "checkin_look" (
    "loan_id" UUID NOT NULL,
    "look_on" DATE NOT NULL,

    CONSTRAINT "checkin_look_pkey" PRIMARY KEY ("loan_id")
);

-- CreateIndex
CREATE INDEX "checkin_look_look_on_idx" ON "checkin_look"("look_on");

-- Loans that are known already are looked at once.
INSERT INTO "checkin_look" ("loan_id", "look_on") SELECT "id", DATE '2000-01-01' FROM "loan" WHERE "status" = 'open';
