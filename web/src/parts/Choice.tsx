import type { ReactNode } from "react";
import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";

export interface Option {
  id: string;
  label: string;
}

/** A button that opens a list of which one is chosen. */
export function Choice({
  label,
  shown,
  options,
  chosen,
  choose,
  disabled = false,
}: {
  label: string;
  shown: ReactNode;
  options: readonly Option[];
  chosen: string;
  choose(id: string): void;
  disabled?: boolean;
}) {
  return (
    <MenuTrigger>
      <Button className="button" aria-label={label} isDisabled={disabled}>
        {shown}
        <span className="caret" aria-hidden="true" />
      </Button>
      <Popover className="popover" placement="bottom start">
        <Menu
          aria-label={label}
          items={options}
          selectionMode="single"
          selectedKeys={[chosen]}
          disallowEmptySelection
          onAction={(key) => choose(String(key))}
        >
          {(option) => <MenuItem className="option">{option.label}</MenuItem>}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
