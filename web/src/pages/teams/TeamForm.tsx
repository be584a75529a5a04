import { type FormEvent, useState } from "react";
import { useSaveTeam } from "../../api/changes";
import { useRepositories } from "../../api/questions";
import type { Team } from "../../api/types";
import { Failure } from "../../parts/Failure";
import { Overlay } from "../../parts/Overlay";

/** Who belongs to a team, and on which repositories it works. */
export function TeamForm({ team, close }: { team: Team | undefined; close(): void }) {
  const save = useSaveTeam();
  const repositories = useRepositories().data?.repositories ?? [];
  const [name, setName] = useState(team?.name ?? "");
  const [members, setMembers] = useState("");
  const [chosen, setChosen] = useState<readonly string[]>(team?.repositories ?? []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const logins = members.split(/[\s,]+/).filter(Boolean);
    save.mutate({ name: name.trim(), members: logins, repositories: [...chosen] }, { onSuccess: close });
  };
  return (
    <Overlay kind="dialog" title={team === undefined ? "New team" : `Team ${team.name}`} close={close}>
      <form onSubmit={submit}>
        <div className="field">
          <label htmlFor="team-name">Name</label>
          <input id="team-name" value={name} required readOnly={team !== undefined} onChange={({ target }) => setName(target.value)} />
        </div>
        <div className="field">
          <label htmlFor="team-members">Members, by login, separated by spaces</label>
          <textarea
            id="team-members"
            value={members}
            rows={3}
            required
            aria-describedby="team-members-hint"
            onChange={({ target }) => setMembers(target.value)}
          />
          <p id="team-members-hint" className="caption">
            {team === undefined
              ? "Numbers are of the team as a whole, and never of one of them."
              : `Replaces the ${team.members} present members, whose names are not shown here.`}
          </p>
        </div>
        <fieldset className="field">
          <legend className="label">Repositories</legend>
          {repositories.map((one) => (
            <label key={one.name} className="check">
              <input
                type="checkbox"
                checked={chosen.includes(one.name)}
                onChange={({ target }) =>
                  setChosen(target.checked ? [...chosen, one.name] : chosen.filter((other) => other !== one.name))
                }
              />{" "}
              {one.name}
            </label>
          ))}
        </fieldset>
        {save.error !== null && <Failure error={save.error} />}
        <button type="submit" className="button" data-tone="main" disabled={save.isPending}>
          Save
        </button>
      </form>
    </Overlay>
  );
}
