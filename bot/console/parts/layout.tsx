import { Button } from "@mantine/core";
import { NavLink, Outlet, useLocation } from "react-router";
import { useStatus } from "../api/queries.ts";
import { useMe } from "../api/session.ts";
import { useLive } from "../api/use-live.ts";
import { forecastStrings } from "../strings/forecast-strings.ts";
import { keptStrings } from "../strings/kept-strings.ts";
import { useLanguage } from "../strings/language.tsx";
import { arrangementStrings } from "../strings/arrangement-strings.ts";
import { checkinStrings } from "../strings/checkin-strings.ts";
import { documentStrings } from "../strings/document-strings.ts";
import { templateStrings } from "../strings/template-strings.ts";
import { webhookStrings } from "../strings/webhook-strings.ts";
import { Tag } from "./bits.tsx";
import { StopBanner, StopButton } from "./red-button.tsx";
import { useFormat } from "./use-format.ts";

/** One entry for rounds, questionnaires and visits. */
function CheckinsLink() {
  const { language } = useLanguage();
  const { pathname } = useLocation();
  const here = ["/rounds", "/questionnaires", "/visits"].some((of) => pathname.startsWith(of));
  return (
    <NavLink to="/rounds" className={here ? "active" : ""}>
      {checkinStrings[language].title}
    </NavLink>
  );
}

export function Layout() {
  const { t, language, speak } = useLanguage();
  const live = useLive();
  const { data: status } = useStatus();
  const role = useMe().data?.role;
  const format = useFormat();
  const stopped = (status?.stops ?? []).some(({ scope }) => scope === "all");
  return (
    <>
      <header className="top">
        <div className="top-in">
          <NavLink to="/" className="brand" aria-label="回访 Huifang">
            <img src="/favicon.svg" alt="" />
            <span className="hide-narrow">{language === "en" ? "Huifang" : "回访"}</span>
            <span className="muted small hide-narrow">{status?.lender}</span>
          </NavLink>
          <nav className="nav">
            {role !== "admin" && (
              <>
                <NavLink to="/" end>
                  {t.nav.today}
                </NavLink>
                <NavLink to="/borrowers">{t.nav.borrowers}</NavLink>
                <NavLink to="/escalations">{t.nav.escalations}</NavLink>
                <NavLink to="/arrangements">{arrangementStrings[language].title}</NavLink>
                <CheckinsLink />
                <NavLink to="/documents">{documentStrings[language].title}</NavLink>
              </>
            )}
            {role !== "admin" && <NavLink to="/messages">{t.log.words.title}</NavLink>}
            {role !== "admin" && <NavLink to="/promises">{keptStrings[language].title}</NavLink>}
            {role !== "admin" && <NavLink to="/forecast">{forecastStrings[language].title}</NavLink>}
            {role === "admin" && (
              <>
                <NavLink to="/people">{t.people.nav.people}</NavLink>
                <NavLink to="/keys">{t.people.nav.keys}</NavLink>
                <NavLink to="/webhooks">{webhookStrings[language].title}</NavLink>
              </>
            )}
            {role !== "admin" && <NavLink to="/templates">{templateStrings[language].title}</NavLink>}
            <NavLink to="/account">{t.people.nav.account}</NavLink>
          </nav>
          <div className="top-end">
            {!live && (
              <Tag tone="amber">
                <span className="dot off" />
                {t.nav.offline}
              </Tag>
            )}
            {status?.demo && (
              <Tag tone="amber">
                <span className="hide-narrow">{t.nav.demoTime}</span> <span className="num">{format.moment(status.demo.now)}</span>
                <span className="num hide-narrow">· {status.demo.speed}×</span>
              </Tag>
            )}
            <Button variant="subtle" color="gray" size="compact-sm" onClick={() => speak(language === "en" ? "zh-CN" : "en")}>
              {t.nav.switchTo}
            </Button>
            {status && !stopped && (role === "admin" || role === "supervisor") && <StopButton />}
          </div>
        </div>
      </header>
      {status?.stops.map((stop) => (
        <StopBanner key={stop.id} stop={stop} />
      ))}
      <main className="main">
        <Outlet />
      </main>
    </>
  );
}
