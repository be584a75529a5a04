import { Link } from "wouter";
import { useTeams } from "../../api/questions";
import { Ask } from "../../parts/Ask";
import { Empty } from "../../parts/Empty";

/** Teams in the order of their names: no comparison, no rank. */
export default function Teams() {
  const question = useTeams();
  return (
    <>
      <Ask question={question}>
        {({ teams }) => (
          <section className="card">
            <h2>{teams.length === 1 ? "1 team" : `${teams.length} teams`}</h2>
            {teams.length === 0 ? (
              <Empty title="No team is known">
                <p>Shiplog reads them from GitHub where the token may, and from imported facts.</p>
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
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )}
          </section>
        )}
      </Ask>
    </>
  );
}
