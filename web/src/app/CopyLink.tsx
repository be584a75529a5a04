import { useState } from "react";
import { Button } from "react-aria-components";

/** The address says everything that is shown, so sharing the page is copying it. */
export function CopyLink() {
  const [word, setWord] = useState("Copy link");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      setWord("Copied");
    } catch {
      setWord("Copy the address");
    }
    setTimeout(() => setWord("Copy link"), 2000);
  };
  return (
    <Button className="button" onPress={() => void copy()}>
      <span aria-live="polite">{word}</span>
    </Button>
  );
}
