export function isRunning(pid: number): boolean;
export function startOf(pid: number): string;
export function programOf(pid: number): string;
export function workingDirectoryOf(pid: number): string | undefined;
