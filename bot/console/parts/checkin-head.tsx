import type { ReactNode } from "react";
import { NavLink } from "react-router";
import { checkinStrings } from "../strings/checkin-strings.ts";
import { useLanguage } from "../strings/language.tsx";

/** Above the lists of check-ins: which of the three is open, and what may be done there. */
export function CheckinHead({ hint, children }: { hint: string; children?: ReactNode }) {
  const { language } = useLanguage();
  const w = checkinStrings[language];
  return (
    <>
      <div className="head">
        <h1>{w.title}</h1>
        {children}
      </div>
      <nav className="tabs" aria-label={w.title}>
        <NavLink to="/rounds">{w.rounds}</NavLink>
        <NavLink to="/questionnaires">{w.questionnaires}</NavLink>
        <NavLink to="/visits">{w.visits}</NavLink>
      </nav>
      <p className="muted" style={{ marginBottom: 16 }}>
        {hint}
      </p>
    </>
  );
}
