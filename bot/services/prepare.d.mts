export function prepareClient(): Promise<boolean>;
export function prepareConsole(): Promise<boolean>;
