export function withFileLock<T>(file: string, work: () => T | Promise<T>, options?: { waitMs?: number }): Promise<T>;
export function ownMark(): string;
export function markIsAlive(mark: string): boolean | undefined;
