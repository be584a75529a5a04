import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import type { Option } from "./Choice";

/** A button that opens a list of which any number is chosen; it stays open meanwhile. */
export function ManyChoice({
  label,
  shown,
  options,
  chosen,
  choose,
}: {
  label: string;
  shown: string;
  options: readonly Option[];
  chosen: readonly string[];
  choose(ids: readonly string[]): void;
}) {
  return (
    <MenuTrigger>
      <Button className="button" aria-label={`${label}: ${shown}`}>
        {shown}
        <span className="caret" aria-hidden="true" />
      </Button>
      <Popover className="popover" placement="bottom start">
        <Menu
          aria-label={label}
          items={options}
          selectionMode="multiple"
          selectedKeys={chosen}
          onSelectionChange={(keys) =>
            choose(keys === "all" ? options.map(({ id }) => id) : [...keys].map(String))
          }
          renderEmptyState={() => <p className="option-heading">None yet</p>}
        >
          {(option) => <MenuItem className="option">{option.label}</MenuItem>}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
