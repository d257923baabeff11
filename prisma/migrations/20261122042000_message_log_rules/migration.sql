-- How common each of the gate's rules is: the planner does not ask a partial index for it. A common rule is then found
-- in the order of time, a rare one by its own index.
CREATE STATISTICS "message_rules" ON gate_rules("reasons") FROM "message";
CREATE STATISTICS "touch_rules" ON gate_rules("reasons") FROM "touch";
