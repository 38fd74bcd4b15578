"""The kernel asked message by message by a real client: every request type, every field."""

import base64
import os
import subprocess
import unittest

import zmq

import kernels


class MessagesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        kernels.install()
        cls.kernel = kernels.Kernel()

    @classmethod
    def tearDownClass(cls):
        cls.kernel.close()

    def execute(self, code, **fields):
        return self.kernel.execute(code, **fields)

    def test_kernel_info_says_ok_and_what_language_this_is(self):
        reply = self.kernel.ask("kernel_info_request", {})
        self.assertEqual(reply["status"], "ok")
        self.assertEqual(reply["protocol_version"], "5.4")
        self.assertEqual(reply["language_info"]["name"], "java")
        self.assertIn("kernel subshells", reply["supported_features"])

    def test_the_last_expression_is_the_result(self):
        done = self.execute("int a = 6;\na * 7")
        self.assertEqual(done.reply["status"], "ok")
        self.assertEqual(done.value(), "42")
        self.assertEqual(done.of("execute_result")[0]["execution_count"], done.reply["execution_count"])

    def test_every_request_is_surrounded_by_busy_and_idle(self):
        states = [c["execution_state"] for c in self.execute("1").of("status")]
        self.assertEqual(states, ["busy", "idle"])

    def test_both_streams_keep_their_order(self):
        done = self.execute('System.out.print("a"); System.err.print("b"); System.out.println("c");')
        self.assertEqual([(c["name"], c["text"]) for c in done.of("stream")],
                         [("stdout", "a"), ("stderr", "b"), ("stdout", "c\n")])

    def test_printed_text_is_whole_whatever_its_script(self):
        self.assertEqual(self.execute('System.out.println("héllo wörld 日本 🎈");').text(), "héllo wörld 日本 🎈\n")

    def test_an_exception_is_an_error_with_its_name_message_and_trace(self):
        done = self.execute('throw new IllegalStateException("it broke");')
        error = done.of("error")[0]
        self.assertIn("IllegalStateException", error["ename"])
        self.assertEqual(error["evalue"], "it broke")
        self.assertIn("it broke", "\n".join(error["traceback"]))
        self.assertEqual(done.reply["status"], "error")
        self.assertEqual({k: done.reply[k] for k in error}, error)

    def test_a_compile_error_is_an_error(self):
        done = self.execute('int wrong = "text";')
        self.assertEqual(done.reply["status"], "error")
        self.assertIn("wrong", "\n".join(done.of("error")[0]["traceback"]))

    def test_silent_and_unstored_cells_are_not_counted(self):
        count = self.execute("1").reply["execution_count"]
        silent = self.execute("2", silent=True)
        self.assertEqual(silent.of("execute_input") + silent.of("execute_result"), [])
        self.assertEqual(self.execute("3", store_history=False).reply["execution_count"], count)
        self.assertEqual(self.execute("4").reply["execution_count"], count + 1)

    def test_user_expressions_are_evaluated(self):
        values = self.execute("int u = 20;", user_expressions={"twice": "u * 2", "bad": "nowhere"}).reply["user_expressions"]
        self.assertEqual(values["twice"]["data"]["text/plain"], "40")
        self.assertEqual(values["bad"]["status"], "error")

    def test_an_error_aborts_the_cells_that_wait_unless_told_otherwise(self):
        for stop, expected in ((True, "aborted"), (False, "ok")):
            first = self.kernel.send("execute_request", kernels.execute_content(
                'Thread.sleep(300); throw new RuntimeException();', stop_on_error=stop))
            second = self.kernel.send("execute_request", kernels.execute_content("1"))
            self.assertEqual(self.kernel.reply(first)["content"]["status"], "error")
            self.assertEqual(self.kernel.reply(second)["content"]["status"], expected)
            self.kernel.iopub_until_idle(second)

    def test_input_is_asked_after_what_was_printed(self):
        request = self.kernel.send("execute_request", kernels.execute_content(
            'System.out.print("who? "); new java.util.Scanner(System.in).nextLine() + "!"'))
        self.kernel.iopub_until(request, "stream")
        question = self.kernel.stdin()
        self.assertEqual(question["msg_type"], "input_request")
        self.assertEqual(question["parent_header"]["msg_id"], request)
        self.kernel.client.input("Ada")
        self.assertEqual(self.kernel.finish(request).value().strip('"'), "Ada!")

    def test_a_question_is_an_error_where_nobody_answers(self):
        for code in ("System.in.read()", "new Scanner(System.in).nextLine()"):
            done = self.execute(code, allow_stdin=False)
            self.assertEqual(done.reply["status"], "error")
            self.assertIn("allow_stdin", done.reply["evalue"])

    def test_completion_has_matches_types_and_cursors_in_code_points(self):
        self.execute('String balloon = "🎈";')
        code = 'String s = "🎈🎈"; balloon.toUpperC'
        reply = self.kernel.ask("complete_request", {"code": code, "cursor_pos": len(code)})
        self.assertEqual(code[reply["cursor_start"]:reply["cursor_end"]], "toUpperC")
        self.assertTrue(any(m.startswith("toUpperCase") for m in reply["matches"]), reply["matches"])
        types = reply["metadata"]["_jupyter_types_experimental"]
        self.assertEqual([t["text"] for t in types], reply["matches"])
        self.assertEqual(types[0]["type"], "function")

    def test_completion_inspection_and_is_complete_are_answered_while_a_cell_runs(self):
        cell = self.kernel.send("execute_request", kernels.execute_content("while (true) {}"))
        self.kernel.iopub_until(cell, "execute_input")
        self.assertIn("matches", self.kernel.ask("complete_request", {"code": '"".leng', "cursor_pos": 7}))
        self.assertEqual(self.kernel.ask("is_complete_request", {"code": "int x = 1;"})["status"], "complete")
        self.assertEqual(self.kernel.ask("kernel_info_request", {})["status"], "ok")
        self.kernel.ask("interrupt_request", {}, channel="control")
        self.assertEqual(self.kernel.finish(cell).reply["status"], "error")

    def test_inspection_knows_a_method_under_the_cursor(self):
        code = "System.currentTimeMillis"
        reply = self.kernel.ask("inspect_request", {"code": code, "cursor_pos": len(code), "detail_level": 0})
        self.assertTrue(reply["found"])
        self.assertIn("currentTimeMillis", reply["data"]["text/plain"])
        reply = self.kernel.ask("inspect_request", {"code": "map", "cursor_pos": 3, "detail_level": 1})
        self.assertIn("List<R> Glimpse.<A, R>map(Task<? super A,? extends R> f", reply["data"]["text/plain"])
        self.assertIn("parameter f what to do with an element", reply["data"]["text/plain"])
        reply = self.kernel.ask("inspect_request", {"code": "nothingLikeThis", "cursor_pos": 5, "detail_level": 0})
        self.assertEqual((reply["status"], reply["found"]), ("ok", False))

    def test_is_complete_knows_complete_incomplete_and_invalid(self):
        def status(code):
            return self.kernel.ask("is_complete_request", {"code": code})

        self.assertEqual(status("int x = 1;")["status"], "complete")
        self.assertEqual(status("for (int i = 0; i < 3; i++) {")["status"], "incomplete")
        self.assertIn("indent", status("for (int i = 0; i < 3; i++) {"))
        self.assertEqual(status("int = 7q;")["status"], "invalid")

    def test_history_has_tail_range_and_search(self):
        count = self.execute("int remembered = 7;").reply["execution_count"]
        self.execute("remembered + 1")

        def history(**query):
            return self.kernel.ask("history_request", {"raw": True, "output": False, **query})["history"]

        self.assertEqual([h[2] for h in history(hist_access_type="tail", n=2)], ["int remembered = 7;", "remembered + 1"])
        self.assertEqual([h[2] for h in history(hist_access_type="search", pattern="*membered =*", n=1)], ["int remembered = 7;"])
        ranged = history(hist_access_type="range", session=0, start=count, stop=count + 1)
        self.assertEqual([(h[1], h[2]) for h in ranged], [(count, "int remembered = 7;")])
        with_output = history(hist_access_type="tail", n=1, output=True)
        self.assertEqual(with_output[0][2], ["remembered + 1", "8"])

    def test_a_picture_is_shown_as_png(self):
        done = self.execute("new java.awt.image.BufferedImage(3, 2, java.awt.image.BufferedImage.TYPE_INT_RGB)")
        self.assertTrue(base64.b64decode(done.data()["image/png"]).startswith(b"\x89PNG"))

    def test_an_unknown_comm_is_closed_and_none_is_listed(self):
        opened = self.kernel.send("comm_open", {"comm_id": "c1", "target_name": "nobody", "data": {}})
        closed = [m for m in self.kernel.iopub_until_idle(opened) if m["msg_type"] == "comm_close"]
        self.assertEqual(closed[0]["content"]["comm_id"], "c1")
        self.assertEqual(self.kernel.ask("comm_info_request", {})["comms"], {})

    def test_a_subshell_answers_while_a_cell_runs(self):
        shell = self.kernel.ask("create_subshell_request", {}, channel="control")["subshell_id"]
        cell = self.kernel.send("execute_request", kernels.execute_content("while (true) {}"))
        self.kernel.iopub_until(cell, "execute_input")
        aside = {"subshell_id": shell}
        self.assertEqual(self.kernel.ask("comm_info_request", {}, header=aside)["status"], "ok")
        self.assertEqual(self.kernel.ask("complete_request", {"code": '"".leng', "cursor_pos": 7}, header=aside)["matches"], ["length()"])
        self.assertTrue(self.kernel.ask("inspect_request", {"code": "Math.abs", "cursor_pos": 8, "detail_level": 0}, header=aside)["found"])
        self.assertEqual(self.kernel.ask("is_complete_request", {"code": "int f() {"}, header=aside)["status"], "incomplete")
        self.kernel.ask("interrupt_request", {}, channel="control")
        self.kernel.finish(cell)
        self.assertEqual(self.kernel.ask("list_subshell_request", {}, channel="control")["subshell_id"], [shell])
        self.assertEqual(self.kernel.ask("delete_subshell_request", {"subshell_id": shell}, channel="control")["status"], "ok")

    def test_output_of_a_thread_that_outlives_its_cell_belongs_to_that_cell(self):
        starter = self.kernel.send("execute_request", kernels.execute_content(
            'var gate = new java.util.concurrent.CountDownLatch(1);\n'
            'new Thread(() -> { try { gate.await(); } catch (InterruptedException e) {} System.out.println("late"); }).start();'))
        self.kernel.finish(starter)
        other = self.kernel.send("execute_request", kernels.execute_content("gate.countDown(); Thread.sleep(500);"))
        late = self.kernel.iopub_until(starter, "stream")
        self.assertEqual(late["content"]["text"], "late\n")
        self.kernel.finish(other)

    def test_a_hundred_thousand_lines_arrive_complete_and_in_order(self):
        done = self.execute('for (int i = 0; i < 100_000; i++) System.out.println("line " + i);')
        self.assertEqual(done.text(), "".join("line %d\n" % i for i in range(100_000)))
        self.assertLess(len(done.of("stream")), 2_000)

    def test_frames_of_a_stranger_change_nothing(self):
        context = zmq.Context.instance()
        stranger = context.socket(zmq.DEALER)
        stranger.linger = 0
        stranger.connect(self.kernel.client._make_url("shell"))
        stranger.send(b"junk")
        stranger.send_multipart([b"<IDS|MSG>", b"wrong", b"{", b"", b"", b""])
        self.assertEqual(self.execute("1 + 1").value(), "2")
        stranger.send_multipart([b"", b"<IDS|MSG>"])
        self.assertEqual(self.execute("2 + 2").value(), "4")
        self.assertEqual(stranger.poll(0), 0)
        stranger.close()

    def test_the_heart_beats_while_a_cell_runs(self):
        socket = zmq.Context.instance().socket(zmq.REQ)
        socket.linger = 0
        socket.connect(self.kernel.client._make_url("hb"))
        cell = self.kernel.send("execute_request", kernels.execute_content("while (true) {}"))
        self.kernel.iopub_until(cell, "execute_input")
        socket.send(b"ping")
        self.assertTrue(socket.poll(kernels.WAIT * 1000))
        self.assertEqual(socket.recv(), b"ping")
        socket.close()
        self.kernel.ask("interrupt_request", {}, channel="control")
        self.kernel.finish(cell)


if __name__ == "__main__":
    unittest.main(verbosity=2)
