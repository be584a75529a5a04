// What a query costs before it runs: GitHub counts how many connections it would fetch when
// every page is full, and how many nodes those could hold.

import {
  getNamedType,
  getVariableValues,
  isCompositeType,
  isObjectType,
  typeFromAST,
  valueFromASTUntyped,
} from "graphql";

const FETCHES_PER_POINT = 100;

const isConnection = (type) => isObjectType(type) && type.name.endsWith("Connection");

class Meter {
  fetches = 0;
  nodes = 0;
  /** Of which types anything is asked, for what depends on a token's scopes. */
  types = new Set();
  /** "Commit.additions": what is asked for. */
  fields = new Set();
  /** The size of the largest page that is not inside another. */
  rows = 0;
  /** The connection with which the nodes became more than the limit. */
  largest = "";

  constructor(schema, document, variables, limit) {
    this.schema = schema;
    this.variables = variables;
    this.limit = limit;
    this.fragments = new Map(
      document.definitions
        .filter((definition) => definition.kind === "FragmentDefinition")
        .map((definition) => [definition.name.value, definition]),
    );
  }

  argument(field, name) {
    const given = field.arguments?.find((each) => each.name.value === name);
    return given && valueFromASTUntyped(given.value, this.variables);
  }

  isIncluded(selection) {
    return (selection.directives ?? []).every((directive) => {
      const name = directive.name.value;
      if (name !== "include" && name !== "skip") return true;
      const condition = valueFromASTUntyped(directive.arguments[0].value, this.variables);
      return name === "include" ? condition === true : condition !== true;
    });
  }

  /**
   * The fields of selections on a type, those of one answer merged as they are fetched once.
   * @returns {Map<string, {type: object, name: string, fields: object[]}>}
   */
  gather(type, selectionSets, gathered = new Map()) {
    for (const selection of selectionSets.flatMap((set) => set?.selections ?? [])) {
      if (!this.isIncluded(selection)) continue;
      if (selection.kind === "Field") {
        const key = `${type.name}.${(selection.alias ?? selection.name).value}`;
        const entry = gathered.get(key) ?? { type, name: selection.name.value, fields: [] };
        entry.fields.push(selection);
        gathered.set(key, entry);
        continue;
      }
      const fragment =
        selection.kind === "FragmentSpread" ? this.fragments.get(selection.name.value) : selection;
      const condition = fragment.typeCondition;
      const inner = condition ? typeFromAST(this.schema, condition) : type;
      this.gather(inner, [fragment.selectionSet], gathered);
    }
    return gathered;
  }

  measure(type, selectionSets, pages) {
    for (const { type: owner, name, fields } of this.gather(type, selectionSets).values()) {
      if (name !== "__typename") this.types.add(owner.name);
      this.fields.add(`${owner.name}.${name}`);
      const definition = owner.getFields?.()[name];
      if (!definition) continue;
      const inner = getNamedType(definition.type);
      if (!isCompositeType(inner)) continue;
      const innerPages = pages * this.pagesOf(inner, name, fields[0], pages);
      this.measure(
        inner,
        fields.map((field) => field.selectionSet),
        innerPages,
      );
    }
  }

  /** By how much what is inside a field is multiplied. */
  pagesOf(type, name, field, pages) {
    if (isConnection(type)) {
      const rows = this.argument(field, "first") ?? this.argument(field, "last") ?? 0;
      this.fetches += pages;
      if (pages === 1) this.rows = Math.max(this.rows, rows);
      this.count(pages * rows, name);
      return rows || 1;
    }
    if (name === "nodes" && this.argument(field, "ids") !== undefined) {
      const ids = this.argument(field, "ids").length;
      this.rows = Math.max(this.rows, ids);
      this.count(ids, name);
      return ids;
    }
    return 1;
  }

  count(nodes, name) {
    if (this.nodes <= this.limit && this.nodes + nodes > this.limit) this.largest = name;
    this.nodes += nodes;
  }
}

/**
 * @param {import("graphql").GraphQLSchema} schema
 * @param {import("graphql").DocumentNode} document
 * @param {import("graphql").OperationDefinitionNode} operation
 * @param {object} given The variables as they were sent.
 * @returns {{cost: number, nodeCount: number, fetches: number, rows: number,
 *   types: Set<string>, fields: Set<string>, largest: string, isDryRun: boolean}} `largest` names the connection that broke the limit of nodes.
 */
export function priceOf(schema, document, operation, given, nodesMax) {
  const definitions = operation.variableDefinitions ?? [];
  const variables = getVariableValues(schema, definitions, given).coerced ?? given;
  const meter = new Meter(schema, document, variables, nodesMax);
  const root = schema.getQueryType();
  meter.measure(root, [operation.selectionSet], 1);
  const rateLimit = [...meter.gather(root, [operation.selectionSet]).values()].find(
    (entry) => entry.name === "rateLimit",
  );
  return {
    cost: Math.max(1, Math.round(meter.fetches / FETCHES_PER_POINT)),
    nodeCount: meter.nodes,
    fetches: meter.fetches,
    types: meter.types,
    fields: meter.fields,
    rows: meter.rows,
    largest: meter.largest,
    isDryRun: rateLimit ? meter.argument(rateLimit.fields[0], "dryRun") === true : false,
  };
}
