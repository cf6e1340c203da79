"""Gives an answer that goes on as long as somebody reads, and says of each how much was taken."""

import contextlib
import signal
import socketserver
import struct
import threading


class Broker(socketserver.StreamRequestHandler):
    def handle(self):
        while len(prefix := self.rfile.read(4)) == 4:
            _, _, correlation = struct.unpack(">hhi", self.rfile.read(struct.unpack(">i", prefix)[0])[:8])
            sent = 0
            with contextlib.suppress(OSError):
                self.wfile.write(struct.pack(">ii", 0x7FFFFFFF, correlation))
                while True:
                    self.wfile.write(bytes(65536))
                    sent += 65536
            print(f"sent {sent}\n", end="", flush=True)
            return


with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Broker) as server:
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    print(server.server_address[1], flush=True)
    server.serve_forever()
# All connections have ended.
print("done", flush=True)
