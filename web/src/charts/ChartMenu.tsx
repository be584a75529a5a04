import type { RefObject } from "react";
import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { saveCsv, savePng } from "./files";
import type { Twin } from "./plot";

export function ChartMenu({
  title,
  fileName,
  twin,
  figure,
}: {
  title: string;
  fileName: string;
  twin: Twin;
  figure: RefObject<HTMLElement | null>;
}) {
  const savePicture = () => {
    const svg = figure.current?.querySelector<SVGSVGElement>("svg.drawing");
    const canvas = figure.current?.querySelector("canvas") ?? null;
    if (svg) void savePng(fileName, svg, canvas);
  };
  return (
    <MenuTrigger>
      <Button className="button" aria-label={`Save: ${title}`}>
        <span aria-hidden="true">⋯</span>
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu aria-label={`Save: ${title}`}>
          <MenuItem className="option" onAction={() => saveCsv(fileName, twin)}>
            Save the numbers (CSV)
          </MenuItem>
          <MenuItem className="option" onAction={savePicture}>
            Save the picture (PNG)
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
