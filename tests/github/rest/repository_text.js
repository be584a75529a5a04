// A repository as REST tells of it, in short.

export function repositoryText(repository, base) {
  return {
    id: repository.databaseId,
    node_id: repository.id,
    name: repository.name,
    full_name: repository.fullName,
    private: repository.fact.is_private,
    owner: { login: repository.owner, type: "Organization" },
    html_url: `https://github.com/${repository.fullName}`,
    fork: false,
    url: `${base}/repos/${repository.fullName}`,
  };
}
