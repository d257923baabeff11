/**
 * What erasing a borrower leaves to do besides destroying the key: nothing may find them, speak to them or wait for
 * them any more. As SQL over `$1` (ids, uuid[]) and `$2` (moment), so that an erasure and a restore do the same; doing
 * it again changes nothing. Ids, days, amounts and states stay: they are the lender's ledger and the log's frame.
 */
export const erasureTraces: readonly string[] = [
  // No address finds a point of theirs: what is left is a hash of the point's own id.
  `UPDATE contact_point SET address_index = sha256(convert_to('erased ' || id::text, 'UTF8')), state = 'closed' WHERE borrower_id = ANY($1::uuid[])`,
  `DELETE FROM shared_line WHERE contact_point_id IN (SELECT id FROM contact_point WHERE borrower_id = ANY($1::uuid[]))`,
  `DELETE FROM chat_link WHERE contact_point_id IN (SELECT id FROM contact_point WHERE borrower_id = ANY($1::uuid[]))`,
  // A text that waits for a turn would fail for ever: it cannot be read.
  `UPDATE inbound_event SET payload_sealed = '', error_code = CASE WHEN state = 'pending' THEN 'erased' ELSE error_code END,
     state = CASE WHEN state = 'pending' THEN 'done' ELSE state END WHERE borrower_id = ANY($1::uuid[])`,
  `UPDATE touch SET state = 'suppressed', decision = 'suppress', reasons = '[{"rule":"contact_closed"}]', decided_at = $2
   WHERE borrower_id = ANY($1::uuid[]) AND state = 'planned'`,
  `UPDATE message SET state = 'suppressed', decision = 'suppress', reasons = '[{"rule":"contact_closed"}]'
   WHERE borrower_id = ANY($1::uuid[]) AND state = 'queued'`,
  `UPDATE message SET text_sealed = NULL, params_sealed = NULL, choices_sealed = NULL, understood_sealed = NULL WHERE borrower_id = ANY($1::uuid[])`,
  `UPDATE promise SET state = 'replaced', decided_at = $2 WHERE borrower_id = ANY($1::uuid[]) AND state = 'open'`,
  `UPDATE escalation SET state = 'resolved', resolved_at = $2, resolved_by = 'erasure', resolution_code = 'no_action_needed', due_at = NULL
   WHERE borrower_id = ANY($1::uuid[]) AND state <> 'resolved'`,
  `UPDATE escalation SET note_sealed = NULL WHERE borrower_id = ANY($1::uuid[])`,
  // Their files cannot be read without the key; the sweep deletes the bytes, wherever they lie.
  `UPDATE document_file SET state = 'doomed', due_at = $2, original_index = NULL, kept_index = NULL, name_sealed = NULL
   WHERE borrower_id = ANY($1::uuid[]) AND state <> 'deleted'`,
  `UPDATE document_request SET note_sealed = NULL WHERE borrower_id = ANY($1::uuid[])`,
  `UPDATE document_request SET state = 'withdrawn', decided_at = $2, decided_by = 'erasure'
   WHERE borrower_id = ANY($1::uuid[]) AND state NOT IN ('verified', 'withdrawn')`,
  `UPDATE checkin_run SET phase = 'stopped', open_question = NULL, next_at = NULL, ended_at = $2, ended_because = 'erased'
   WHERE borrower_id = ANY($1::uuid[]) AND ended_at IS NULL`,
  `UPDATE checkin_run SET state_sealed = NULL WHERE borrower_id = ANY($1::uuid[])`,
  `UPDATE checkin_answer SET answer_sealed = NULL WHERE borrower_id = ANY($1::uuid[])`,
  `UPDATE checkin_fact SET value_sealed = NULL WHERE borrower_id = ANY($1::uuid[])`,
  `UPDATE checkin_note SET note_sealed = NULL WHERE borrower_id = ANY($1::uuid[])`,
  `UPDATE visit_task SET state = 'cancelled', ended_at = $2, ended_by = 'erasure' WHERE borrower_id = ANY($1::uuid[]) AND state = 'open'`,
  `UPDATE visit_task SET note_sealed = NULL WHERE borrower_id = ANY($1::uuid[])`,
  // What they agreed to and wished for is a trait of theirs.
  `DELETE FROM consent WHERE borrower_id = ANY($1::uuid[])`,
  `UPDATE borrower SET preferred_hours_sealed = NULL, preferred_channel = NULL, preferred_locale = NULL, conversation_sealed = NULL, unanswered_check_at = NULL, version = version + 1 WHERE id = ANY($1::uuid[])`,
  // Last: from here on nothing that was encrypted with it can be read, in this database.
  `DELETE FROM keys.borrower_key WHERE borrower_id = ANY($1::uuid[])`,
];
