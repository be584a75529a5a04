import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";

export interface Option {
  id: string;
  label: string;
}

/** A button that opens a list of which one is chosen. */
export function Choice({
  label,
  shown,
  icon,
  options,
  chosen,
  choose,
  disabled = false,
}: {
  label: string;
  shown: string;
  /** In place of what is shown, where there is no room for it. */
  icon?: string;
  options: readonly Option[];
  chosen: string;
  choose(id: string): void;
  disabled?: boolean;
}) {
  return (
    <MenuTrigger>
      <Button className="button" aria-label={`${label}: ${shown}`} isDisabled={disabled}>
        {icon === undefined ? shown : <span aria-hidden="true">{icon}</span>}
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
