"""A mail server on the loopback that can be told to misbehave. It speaks just enough SMTP for smtplib."""

import socketserver
import threading
import time
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import NamedTuple


class Received(NamedTuple):
    to: str
    message: EmailMessage


class FakeSmtp(socketserver.ThreadingTCPServer):
    """``answers``: RCPT answers by address; ``drops``: how many letters are cut off before their answer;
    ``seconds``: how long each answer takes; ``refuses_data``: the answer to every letter.
    """

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.received: list[Received] = []
        self.conversations = 0
        self.answers: dict[str, str] = {}
        self.drops = 0
        self.seconds = 0.0
        self.refuses_data = ""
        self.thread = threading.Thread(target=self.serve_forever, daemon=True)
        self.thread.start()

    @property
    def port(self) -> int:
        return self.server_address[1]

    def stop(self) -> None:
        self.shutdown()
        self.server_close()
        self.thread.join()


class Conversation(socketserver.StreamRequestHandler):
    server: FakeSmtp

    def handle(self) -> None:
        self.server.conversations += 1
        self.say("220 fake")
        to = ""
        while line := self.rfile.readline().decode().strip():
            verb = line[:4].upper()
            if verb == "RCPT":
                to = line[line.index("<") + 1 : line.index(">")]
                self.say(self.server.answers.get(to, "250 ok"))
            elif verb == "DATA":
                self.say("354 go on")
                if not self.take(to):
                    return
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def take(self, to: str) -> bool:
        """The letter up to its lonely dot; False when the line is cut instead of an answer."""
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        if self.server.drops:
            self.server.drops -= 1
            return False
        if self.server.refuses_data:
            self.say(self.server.refuses_data)
            return True
        message = message_from_bytes(b"".join(lines), policy=policy.default)
        self.server.received.append(Received(to, message))
        self.say("250 taken")
        return True

    def say(self, words: str) -> None:
        time.sleep(self.server.seconds)
        try:
            self.wfile.write(words.encode() + b"\r\n")
        except OSError:
            return
