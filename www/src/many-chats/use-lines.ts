/** The list of chats as it is entered, and what it says, a moment later. */
import type { GraphOptions } from "msgraph-chats";
import { useEffect, useState } from "react";
import { type ReadLines, readChatLines } from "../model/chat-lines.ts";

export interface EnteredLines {
  text: string;
  /** Null while the text is being read. */
  read: ReadLines | null;
  /** Why a file could not be taken. */
  fileProblem: string | null;
  changeText: (text: string) => void;
  takeFile: (file: File) => Promise<void>;
}

const afterTypingMs = 120;
const nothing: ReadLines = { lines: [], format: "csv", problem: null };

export function useLines(options: GraphOptions): EnteredLines {
  const [text, setText] = useState("");
  const [fileProblem, setFileProblem] = useState<string | null>(null);
  const [result, setResult] = useState({ text, options, read: nothing });

  useEffect(() => {
    let isWanted = true;
    const timer = setTimeout(async () => {
      const read = await readChatLines(text, options);
      if (isWanted) setResult({ text, options, read });
    }, afterTypingMs);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [text, options]);

  function changeText(text: string) {
    setText(text);
    setFileProblem(null);
  }

  async function takeFile(file: File) {
    try {
      changeText(new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer()));
    } catch {
      setFileProblem(
        "The file cannot be read, or is no UTF-8: save it as UTF-8, and nothing will be garbled.",
      );
    }
  }

  const isCurrent = result.text === text && result.options === options;
  return { text, read: isCurrent ? result.read : null, fileProblem, changeText, takeFile };
}
