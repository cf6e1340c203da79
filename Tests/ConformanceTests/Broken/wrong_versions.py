"""Answers every ApiVersions in the compact layout, also those of version 0, which has none."""

import socketserver
import struct


class Broker(socketserver.StreamRequestHandler):
    def handle(self):
        while len(prefix := self.rfile.read(4)) == 4:
            _, _, correlation = struct.unpack(">hhi", self.rfile.read(struct.unpack(">i", prefix)[0])[:8])
            body = struct.pack(">hb3hbib", 0, 2, 18, 0, 4, 0, 0, 0)
            self.wfile.write(struct.pack(">ii", 4 + len(body), correlation) + body)


with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Broker) as server:
    server.daemon_threads = True
    print(server.server_address[1], flush=True)
    server.serve_forever()
