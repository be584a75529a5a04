// The door of GraphQL: reads a query, says its price, and answers it.

import { execute, getOperationAST, GraphQLError, parse, validate } from "graphql";
import { errorText, validationErrorText } from "./errors.js";
import { priceOf } from "./price.js";
import { loadSchema, resolveField, VALIDATION_RULES } from "./schema.js";
import { Query } from "./types/query.js";

const NODES_MAX = 500_000;
const DOCUMENTS_KEPT = 200;

export class GraphQLEndpoint {
  schema = loadSchema();
  #documents = new Map();

  /**
   * Reads a query as far as can be done without answering it.
   * @returns {{errors?: object[], document?: object, operation?: object, price?: object}}
   */
  prepare({ query, variables, operationName }) {
    if (typeof query !== "string" || query.trim() === "") {
      return { errors: [{ message: "A query attribute must be specified and must be a string." }] };
    }
    const { document, errors } = this.#read(query);
    if (errors) return { errors };
    const operation = getOperationAST(document, operationName);
    if (!operation) return { errors: [{ message: "An operation name is required" }] };
    const price = priceOf(this.schema, document, operation, variables ?? {}, NODES_MAX);
    if (price.nodeCount > NODES_MAX) {
      return { document, operation, price, errors: [tooManyNodes(price)] };
    }
    return { document, operation, price };
  }

  /** @returns {{data: object|null, errors?: object[]}} */
  async answer({ document, operation, price, variables, world, rateLimit }) {
    const result = await execute({
      schema: this.schema,
      document: price.isDryRun ? onlyPrice(document, operation) : document,
      rootValue: new Query(world, rateLimit),
      variableValues: variables ?? {},
      operationName: operation.name?.value,
      fieldResolver: resolveField,
    });
    // Errors first, as GitHub writes them where there are any.
    if (!result.errors) return { data: result.data };
    return { data: result.data ?? null, errors: result.errors.map(errorText) };
  }

  #read(query) {
    let entry = this.#documents.get(query);
    if (!entry) {
      entry = this.#parse(query);
      if (this.#documents.size >= DOCUMENTS_KEPT) this.#documents.clear();
      this.#documents.set(query, entry);
    }
    return entry;
  }

  #parse(query) {
    try {
      const document = parse(query);
      const errors = validate(this.schema, document, VALIDATION_RULES);
      if (errors.length > 0) return { errors: errors.map(validationErrorText) };
      return { document };
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      return { errors: [{ message: `Parse error: ${error.message}`, locations: error.locations }] };
    }
  }
}

/** Of a dry run nothing is answered but what it would cost. */
function onlyPrice(document, operation) {
  const isPrice = (each) => each.kind !== "Field" || each.name.value === "rateLimit";
  const selections = operation.selectionSet.selections.filter(isPrice);
  const priced = { ...operation, selectionSet: { ...operation.selectionSet, selections } };
  return {
    ...document,
    definitions: document.definitions.map((each) => (each === operation ? priced : each)),
  };
}

function tooManyNodes({ nodeCount, largest }) {
  const count = (number) => number.toLocaleString("en-US");
  return {
    type: "MAX_NODE_LIMIT_EXCEEDED",
    message:
      `By the time this query traverses to the ${largest} connection, it is requesting up to ` +
      `${count(nodeCount)} possible nodes which exceeds the maximum limit of ${count(NODES_MAX)}.`,
  };
}
