import { Button, Loader } from "@mantine/core";
import type { ReactNode } from "react";
import type { EscalationRow, Person } from "../api/client.ts";
import { useLanguage } from "../strings/language.tsx";
import { word } from "../strings/strings.ts";

export type Tone = "red" | "amber" | "pine" | "plain";

/** Colour says how grave or what was decided, and nothing else. */
export const Tag = ({ tone = "plain", children }: { tone?: Tone; children: ReactNode }) => <span className={`tag ${tone}`}>{children}</span>;

export function SeverityTag({ severity }: { severity: string }) {
  const { t } = useLanguage();
  return <Tag tone={severity === "urgent" ? "red" : severity === "high" ? "amber" : "plain"}>{word(t.severity, severity)}</Tag>;
}

export function CaseStateTag({ row }: { row: Pick<EscalationRow, "state"> }) {
  const { t } = useLanguage();
  return <Tag tone={row.state === "resolved" ? "pine" : "plain"}>{word(t.escalationState, row.state)}</Tag>;
}

export function MessageStateTag({ state }: { state: string }) {
  const { t } = useLanguage();
  return <Tag tone={state === "failed" ? "red" : state === "unknown" ? "amber" : "plain"}>{word(t.messageState, state)}</Tag>;
}

export function Name({ person }: { person: Pick<Person, "name"> }) {
  const { t } = useLanguage();
  return person.name === null ? <span className="muted">{t.common.erased}</span> : <>{person.name}</>;
}

export const Empty = ({ title, children }: { title?: string; children?: ReactNode }) => (
  <div className="empty">
    {title && <b>{title}</b>}
    {children}
  </div>
);

interface Loading<T> {
  readonly data: T | undefined;
  readonly isError: boolean;
  refetch(): unknown;
}

/** What is loading, failed, or there. */
export function Loaded<T>({ query, children }: { query: Loading<T>; children: (data: T) => ReactNode }) {
  const { t } = useLanguage();
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (!query.isError)
    return (
      <Empty>
        <Loader size="sm" aria-label={t.common.loading} />
      </Empty>
    );
  return (
    <Empty>
      <p>{t.common.failed}</p>
      <Button variant="default" mt="sm" onClick={() => void query.refetch()}>
        {t.common.retry}
      </Button>
    </Empty>
  );
}

/** What became of a command that did not work. */
export function CommandFault({ command }: { command: { readonly error: unknown } }) {
  const { t } = useLanguage();
  if (!command.error) return null;
  const conflict = typeof command.error === "object" && "statusCode" in command.error && command.error.statusCode === 409;
  return (
    <p className="small red" role="alert">
      {conflict ? t.common.conflict : t.common.commandFailed}
    </p>
  );
}
