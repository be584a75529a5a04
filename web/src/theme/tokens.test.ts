import { describe, expect, it } from "vitest";
import css from "./tokens.css?raw";

type Rgb = readonly [number, number, number];

const themes = ["light", "dark"] as const;

function tokensOf(theme: (typeof themes)[number]): Map<string, Rgb> {
  const found = css.matchAll(/--([\w-]+): light-dark\(#([0-9a-f]{6}), #([0-9a-f]{6})\);/g);
  return new Map(
    [...found].map(([, name = "", light = "", dark = ""]) => [name, rgbOf(theme === "light" ? light : dark)]),
  );
}

function rgbOf(hex: string): Rgb {
  const channel = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return [channel(0), channel(2), channel(4)];
}

const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);

function contrast(a: Rgb, b: Rgb): number {
  const light = ([r, g, b_]: Rgb) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b_);
  const [high, low] = [light(a), light(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** Machado et al. 2009, full severity, on linear light. */
const eyes: Record<string, readonly number[]> = {
  normal: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protan: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deutan: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritan: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};

/** OKLab, times 100. */
function labOf(colour: Rgb, eye: readonly number[]): Rgb {
  const light = colour.map(linear);
  const row = (matrix: readonly number[], of: readonly number[], at: number) =>
    (matrix[at] ?? 0) * (of[0] ?? 0) + (matrix[at + 1] ?? 0) * (of[1] ?? 0) + (matrix[at + 2] ?? 0) * (of[2] ?? 0);
  const seen = [0, 3, 6].map((at) => Math.max(0, row(eye, light, at)));
  const toCones = [0.4122214708, 0.5363325363, 0.0514459929, 0.2119034982, 0.6806995451, 0.1073969566, 0.0883024619, 0.2817188376, 0.6299787005];
  const cones = [0, 3, 6].map((at) => Math.cbrt(row(toCones, seen, at)));
  const toLab = [0.2104542553, 0.793617785, -0.0040720468, 1.9779984951, -2.428592205, 0.4505937099, 0.0259040371, 0.7827717662, -0.808675766];
  return [0, 3, 6].map((at) => 100 * row(toLab, cones, at)) as unknown as Rgb;
}

describe.each(themes)("The colours of the %s theme", (theme) => {
  const tokens = tokensOf(theme);
  const colour = (name: string): Rgb => tokens.get(name) ?? expect.fail(`no token --${name}`);

  it.each(["text", "muted", "accent", "better", "worse"])("let %s be read on every surface", (name) => {
    for (const surface of ["background", "surface", "raised"]) {
      expect(contrast(colour(name), colour(surface))).toBeGreaterThanOrEqual(4.5);
    }
  });

  it("let a chosen thing be read", () => {
    expect(contrast(colour("accent"), colour("accent-soft"))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour("on-accent"), colour("accent"))).toBeGreaterThanOrEqual(4.5);
  });

  it.each([1, 2, 3, 4, 5])("let series %i be seen, and be read upon", (series) => {
    expect(contrast(colour(`series-${series}`), colour("surface"))).toBeGreaterThanOrEqual(3);
    expect(contrast(colour(`on-series-${series}`), colour(`series-${series}`))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(Object.keys(eyes))("keep the series apart for %s eyes", (kind) => {
    const labs = [1, 2, 3, 4, 5].map((series) => labOf(colour(`series-${series}`), eyes[kind] ?? []));
    labs.forEach((a, index) => {
      for (const b of labs.slice(index + 1)) {
        expect(Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])).toBeGreaterThanOrEqual(12);
      }
    });
  });

  it("have shades of heat that go one way", () => {
    const lights = [0, 1, 2, 3, 4].map((shade) => labOf(colour(`heat-${shade}`), eyes.normal ?? [])[0]);
    const steps = lights.slice(1).map((light, index) => Math.sign(light - (lights[index] ?? 0)));
    expect(new Set(steps).size).toBe(1);
  });
});
