// Errors of a query in GitHub's own words, and the form in which GitHub tells them.

/** What a resolver throws: `type` is GitHub's, beside GraphQL's own members. */
export class GitHubError extends Error {
  constructor(type, message, extensions) {
    super(message);
    this.type = type;
    this.extensions = extensions;
  }
}

export const couldNotResolve = (what) =>
  new GitHubError("NOT_FOUND", `Could not resolve to ${what}.`);

/** @param {import("graphql").GraphQLError} error */
export function errorText(error) {
  const { originalError: cause } = error;
  return {
    ...(cause?.type ? { type: cause.type } : {}),
    ...(error.path ? { path: error.path } : {}),
    ...(cause?.extensions ? { extensions: cause.extensions } : {}),
    ...(error.locations ? { locations: error.locations } : {}),
    message: error.message,
  };
}

/**
 * Ruby's GraphQL, which GitHub runs, words what graphql-js says of unknown names otherwise.
 * @param {import("graphql").GraphQLError} error
 */
export function validationErrorText(error) {
  const field = /^Cannot query field "(\w+)" on type "(\w+)"/.exec(error.message);
  const argument = /^Unknown argument "(\w+)" on field "(\w+)\.(\w+)"/.exec(error.message);
  const locations = error.locations;
  if (field) {
    const [, fieldName, typeName] = field;
    return {
      path: ["query", fieldName],
      extensions: { code: "undefinedField", typeName, fieldName },
      locations,
      message: `Field '${fieldName}' doesn't exist on type '${typeName}'`,
    };
  }
  if (argument) {
    const [, argumentName, , fieldName] = argument;
    return {
      path: ["query", fieldName, argumentName],
      extensions: { code: "argumentNotAccepted", name: fieldName, typeName: "Field", argumentName },
      locations,
      message: `Field '${fieldName}' doesn't accept argument '${argumentName}'`,
    };
  }
  return { locations, message: error.message };
}
