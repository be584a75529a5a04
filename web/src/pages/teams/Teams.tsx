import { useState } from "react";
import { Link } from "wouter";
import { useTeams } from "../../api/questions";
import type { Team } from "../../api/types";
import { Ask } from "../../parts/Ask";
import { Empty } from "../../parts/Empty";
import { TeamForm } from "./TeamForm";

/** Teams in the order of their names: no comparison, no rank. */
export default function Teams() {
  const question = useTeams();
  const [edited, setEdited] = useState<Team | "new">();
  return (
    <>
      <Ask question={question}>
        {({ teams }) => (
          <section className="card">
            <div className="card-head">
              <h2>{teams.length === 1 ? "1 team" : `${teams.length} teams`}</h2>
              <button type="button" className="button" onClick={() => setEdited("new")}>
                New team
              </button>
            </div>
            {teams.length === 0 ? (
              <Empty title="No team is known">
                <p>Shiplog reads them from GitHub where the token may, or you say here who works on what.</p>
              </Empty>
            ) : (
              <div className="table-scroll" tabIndex={0} role="region" aria-label="Teams">
                <table className="table">
                  <thead>
                    <tr>
                      <th scope="col">Team</th>
                      <th scope="col" className="number">
                        Members
                      </th>
                      <th scope="col">Repositories</th>
                      <th scope="col">
                        <span className="unseen">Actions</span>
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {[...teams].sort((a, b) => a.name.localeCompare(b.name)).map((team) => (
                      <tr key={team.name}>
                        <th scope="row">
                          <Link href={`/overview?scope=team:${encodeURIComponent(team.name)}`}>{team.name}</Link>
                        </th>
                        <td className="number">{team.members}</td>
                        <td className="wide">{team.repositories.length === 0 ? "–" : team.repositories.join(", ")}</td>
                        <td>
                          <button type="button" className="button" onClick={() => setEdited(team)}>
                            Edit<span className="unseen"> {team.name}</span>
                          </button>
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )}
          </section>
        )}
      </Ask>
      {edited !== undefined && <TeamForm team={edited === "new" ? undefined : edited} close={() => setEdited(undefined)} />}
    </>
  );
}
