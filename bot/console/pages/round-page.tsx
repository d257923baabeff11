import "@mantine/charts/styles.css";
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { Link, useParams } from "react-router";
import { exportUrl, useRound, type Round } from "../api/checkin-queries.ts";
import { useMe } from "../api/session.ts";
import { Empty, Loaded, Name, Tag } from "../parts/bits.tsx";
import { CheckinNote } from "../parts/checkin-note.tsx";
import { CountChart, QuestionTally } from "../parts/question-tally.tsx";
import { goalOf, inPhases, PhaseKey, RoundBar } from "../parts/round-bar.tsx";
import { useFormat } from "../parts/use-format.ts";
import { checkinStrings } from "../strings/checkin-strings.ts";
import { useLanguage } from "../strings/language.tsx";

/** What became of one asking of many. */
export function RoundPage() {
  const { id = "" } = useParams();
  return <Loaded query={useRound(id)}>{(round) => <View round={round} />}</Loaded>;
}

function View({ round }: { round: Round }) {
  const { language } = useLanguage();
  const w = checkinStrings[language];
  const format = useFormat();
  const all = inPhases(round.phases);
  const asked = all - (round.phases["planned"] ?? 0) - (round.phases["withdrawn"] ?? 0);
  const came = round.howFar.filter(({ answered }) => answered > 0).reduce((sum, { runs }) => sum + runs, 0);
  const done = round.phases["done"] ?? 0;
  const share = (n: number): string => (asked === 0 ? "" : `${String(Math.round((n / asked) * 100))}%`);
  return (
    <>
      <div className="head">
        <div className="tight">
          <div className="row">
            <Tag tone={round.kind === "ad_hoc" ? "amber" : "plain"}>{round.kind === "ad_hoc" ? w.adHoc : w.scheduled}</Tag>
          </div>
          <h1>{goalOf(round, language)}</h1>
          <div className="small muted">{[round.questionnaire, format.moment(round.createdAt), w.until(format.moment(round.expiresAt))].join(" · ")}</div>
        </div>
        <ExportButtons id={round.id} />
      </div>
      {all === 0 ? (
        <section className="card">
          <Empty>{w.choosing}</Empty>
        </section>
      ) : (
        <div className="stack">
          <div className="glance tiles">
            <Tile label={w.asked} value={format.count(asked)} />
            <Tile label={w.answered} value={format.count(came)}>
              {share(came)}
            </Tile>
            <Tile label={w.finished} value={format.count(done)}>
              {share(done)}
            </Tile>
            <Tile label={w.half} value={round.medianMs === null ? "–" : w.took(format.estimate(round.medianMs / 60_000))} />
          </div>
          <section className="card">
            <RoundBar phases={round.phases} />
            <PhaseKey phases={round.phases} />
          </section>
          <div className="two">
            <section className="card">
              <h2>{w.howFar}</h2>
              <CountChart
                title={w.howFar}
                name={w.people}
                bars={round.howFar.map(({ answered, runs }) => ({ label: String(answered), count: runs }))}
                upright
              />
              <p className="small muted" style={{ textAlign: "center" }}>
                {w.howFarAxis}
              </p>
            </section>
            <section className="card">
              <h2>{w.doubts}</h2>
              <p className="small muted">{w.doubtsHint}</p>
              {round.notes.length === 0 && <p className="muted">–</p>}
              <ul className="list">
                {round.notes.map((note) => (
                  <li key={note.id}>
                    <CheckinNote note={note} withName />
                  </li>
                ))}
              </ul>
            </section>
          </div>
          <h2 className="section-title">{w.what}</h2>
          {round.questions.length === 0 && <Empty>{w.noAnswers}</Empty>}
          <div className="tallies">
            {round.questions.map((question) => (
              <QuestionTally key={question.question} question={question} />
            ))}
          </div>
          {round.said.length > 0 && <Said round={round} />}
        </div>
      )}
    </>
  );
}

function Said({ round }: { round: Round }) {
  const { language } = useLanguage();
  const format = useFormat();
  return (
    <section className="card">
      <h2>{checkinStrings[language].said}</h2>
      <ul className="list">
        {round.said.map(({ run, borrower, question, text, at }) => (
          <li key={`${run} ${question}`}>
            <div className="item">
              <div className="small muted">
                <Link to={`/borrowers/${borrower.id}`} className="pine">
                  <Name person={borrower} />
                </Link>
                {` · ${round.questions.find((each) => each.question === question)?.text?.[language] ?? question} · ${format.moment(at, borrower.zone)}`}
              </div>
              <p className="quote">{text}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Whole rounds leave the house only by who answers for that. */
function ExportButtons({ id }: { id: string }) {
  const { language } = useLanguage();
  const w = checkinStrings[language];
  const role = useMe().data?.role;
  if (role !== "supervisor" && role !== "compliance") return null;
  return (
    <div className="row no-print">
      {(["csv", "jsonl"] as const).map((format) => (
        <Button key={format} component="a" href={exportUrl(id, format)} download variant="default">
          {w[format]}
        </Button>
      ))}
    </div>
  );
}

const Tile = ({ label, value, children }: { label: string; value: string; children?: ReactNode }) => (
  <div className="card">
    <div className="label">{label}</div>
    <div className="big num">{value}</div>
    {children && <div className="small muted">{children}</div>}
  </div>
);
