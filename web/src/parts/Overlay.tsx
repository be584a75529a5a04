import type { ReactNode } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";

/** Something over the page: a drawer at its side, or a dialog in its middle. Escape and a
    press beside it close it, and the focus returns to where it was. */
export function Overlay({
  kind,
  title,
  close,
  children,
}: {
  kind: "drawer" | "dialog";
  title: ReactNode;
  close(): void;
  children: ReactNode;
}) {
  return (
    <ModalOverlay className="veil" isOpen isDismissable onOpenChange={(isOpen) => isOpen || close()}>
      <Modal className={kind}>
        <Dialog>
          <div className="dialog-head">
            <Heading slot="title">{title}</Heading>
            <button type="button" className="button" onClick={close}>
              Close
            </button>
          </div>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
