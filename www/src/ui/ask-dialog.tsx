/** Asks before something that cannot be taken back. */
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from "@fluentui/react-components";
import type { ReactNode } from "react";

interface AskDialogProps {
  isOpen: boolean;
  title: string;
  children: ReactNode;
  confirm: string;
  /** A better way to the same end. */
  other?: { title: string; act: () => void };
  onConfirm: () => void;
  onClose: () => void;
}

export function AskDialog({ isOpen, title, children, confirm, other, onConfirm, onClose }: AskDialogProps) {
  const closing = (act: () => void) => () => {
    onClose();
    act();
  };
  return (
    <Dialog modalType="alert" open={isOpen} onOpenChange={(_, { open }) => open || onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>{children}</DialogContent>
          <DialogActions fluid>
            <Button onClick={onClose}>Cancel</Button>
            <Button appearance={other ? "secondary" : "primary"} onClick={closing(onConfirm)}>
              {confirm}
            </Button>
            {other && (
              <Button appearance="primary" onClick={closing(other.act)}>
                {other.title}
              </Button>
            )}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
