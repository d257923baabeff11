-- How promises were kept is counted by the promised day.
CREATE INDEX "promise_promised_on_idx" ON "promise"("promised_on");
