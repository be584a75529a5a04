// GitHub's own schema, made to run.

import { schema as published } from "@octokit/graphql-schema";
import {
  buildASTSchema,
  getNamedType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  OverlappingFieldsCanBeMergedRule,
  parse,
  specifiedRules,
} from "graphql";

/**
 * GitHub tolerates fields of one name and several types, which its own clients make use of.
 */
export const VALIDATION_RULES = specifiedRules.filter(
  (rule) => rule !== OverlappingFieldsCanBeMergedRule,
);

/** What a client may not know yet is served as it is, so that it can be tried. */
function serveUnknownWords(schema) {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isEnumType(type)) type.serialize = (value) => value;
  }
}

let loaded;

export function loadSchema() {
  loaded ??= buildSchema();
  return loaded;
}

function buildSchema() {
  // The published schema says two fields twice, which a strict reading refuses.
  const schema = buildASTSchema(parse(published.idl, { noLocation: true }), {
    assumeValidSDL: true,
  });
  serveUnknownWords(schema);
  return schema;
}

const SCALARS = {
  Boolean: false,
  Int: 0,
  Float: 0,
  BigInt: "0",
  String: "",
  ID: "UNKNOWN",
  URI: "https://github.invalid/",
  HTML: "",
  Date: "2020-01-01",
  DateTime: "2020-01-01T00:00:00Z",
  GitTimestamp: "2020-01-01T00:00:00Z",
  GitObjectID: "0".repeat(40),
};

/** Something plausible for a field that no fact speaks of: null wherever that may be. */
function invented(type) {
  const named = getNamedType(type);
  if (isObjectType(named) && named.name.endsWith("Connection")) {
    return {
      totalCount: 0,
      pageInfo: { hasNextPage: false, hasPreviousPage: false },
      nodes: [],
      edges: [],
    };
  }
  if (!isNonNullType(type)) return null;
  const inner = type.ofType;
  if (isListType(inner)) return [];
  if (isScalarType(inner)) return SCALARS[inner.name] ?? "";
  if (isEnumType(inner)) return inner.getValues()[0].name;
  return isObjectType(inner) ? {} : null;
}

/** Reads a field of a view: a member, or a method of (arguments, context, info). */
export function resolveField(source, args, context, info) {
  const value = source?.[info.fieldName];
  if (typeof value === "function") return value.call(source, args, context, info);
  return value === undefined ? invented(info.returnType) : value;
}
