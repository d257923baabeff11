/** A backup or restore that cannot be, in one line for the operator; nothing was changed. */
export class KeepFault extends Error {
  override readonly name = "KeepFault";
}
