import { describe, expect, it } from "vitest";
import type { Group } from "../api/types";
import { inOrder } from "./GroupBars";

const group = (key: string | null): Group => ({ by: "team", key, value: 1, count: 9 });

describe("groups", () => {
  it("stand in the order of their names, what is in none of them last", () => {
    const shown = inOrder([group(null), group("payments"), group("identity")]);
    expect(shown.map(({ key }) => key)).toEqual(["identity", "payments", null]);
  });
});
